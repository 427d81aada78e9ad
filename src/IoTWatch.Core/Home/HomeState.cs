using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Home;

/// <summary>The state of the detector: the devices, the analysis of each one, and the incidents.</summary>
public sealed class HomeState(DetectionContext context, DeviceDirectory directory, AlertBudget budget)
{
    private readonly Dictionary<DeviceId, DeviceAnalysis> _analyses = [];

    /// <summary>Creates the empty state of a home from its options and registries.</summary>
    /// <param name="behaviours">Trains the model of each device's hours; null = the rule model.</param>
    /// <exception cref="FormatException">
    /// A local network in the options cannot be read; the message names it.
    /// </exception>
    public static HomeState Create(
        PipelineOptions options, IBeaconModel model, IGeoIp geoIp, IVendors vendors, PublicSuffixList publicSuffixes,
        ProfileLibrary profiles, IBehaviourTrainer? behaviours)
    {
        var networks = new LocalNetworks(options.LocalNetworks);
        var context = new DetectionContext(
            options.Learn, options.MaxChannelsPerDevice, new DestinationResolver(networks, publicSuffixes, geoIp),
            vendors, profiles, new BeaconScorer(model, new BeaconOptions { Threshold = options.BeaconThreshold }),
            new Detectors(behaviours ?? new RuleBehaviourTrainer()));
        return new HomeState(
            context, new DeviceDirectory(networks, options.MaxDevices),
            new AlertBudget(options.AlertsPerDeviceDay, options.AlertsPerHomeDay));
    }

    public DeviceDirectory Directory => directory;

    public AlertBudget Budget => budget;

    public SuppressionList Suppressions { get; } = new();

    public VerdictFeedback Verdicts { get; } = new();

    public IncidentTable Incidents => field ??= new IncidentTable(budget, Suppressions);

    public UserRules UserRules => context.UserRules;

    /// <summary>The latest event time.</summary>
    public DateTime NowAt { get; internal set; }

    /// <summary>When the incidents were last swept, event time.</summary>
    public DateTime SweptAt { get; internal set; }

    /// <summary>Number of observations with an earlier time than the one before.</summary>
    public long Late { get; internal set; }

    /// <summary>In order of device id.</summary>
    public IEnumerable<DeviceAnalysis> Analyses => _analyses.Values.OrderBy(analysis => analysis.Device.Id);

    /// <summary>Returns the analysis of a device; a new one for a new device.</summary>
    public DeviceAnalysis Analysis(Device device) =>
        Find(device.Id) ?? (_analyses[device.Id] = new DeviceAnalysis(device, new DeviceState(), context));

    /// <summary>Returns the analysis of a device, or null.</summary>
    public DeviceAnalysis? Find(DeviceId device) => _analyses.GetValueOrDefault(device);

    /// <summary>Passes findings to the incidents, unless verdicts withhold them, and empties the list.</summary>
    public void Conclude(List<Finding> findings, ICollection<AlertChange> changes)
    {
        foreach (var finding in findings)
            if (Verdicts.Adjust(finding, context.Beacons.Threshold) is { } adjusted)
                Incidents.Observe(adjusted, changes);
        findings.Clear();
    }

    /// <summary>Advances event time.</summary>
    /// <param name="sweepEvery">Time between two sweeps of the incidents.</param>
    /// <returns>True when a sweep is due.</returns>
    public bool AdvanceTo(DateTime at, TimeSpan sweepEvery)
    {
        if (at < NowAt)
        {
            Late++;
            return false;
        }
        NowAt = at;
        if (at - SweptAt < sweepEvery)
            return false;
        SweptAt = at;
        return true;
    }

    /// <summary>
    /// Returns the time of the last contact of an incident; null when its device or channel no longer exists.
    /// </summary>
    public DateTime? LastContact(Incident incident) =>
        Find(new DeviceId(incident.DeviceId)) is { } analysis
            ? analysis.State.Channels.All
                .Where(channel => Organisation.Of(analysis.Policy.DestinationOf(channel)) == incident.Destination)
                .Max(channel => (DateTime?)channel.LastAt)
            : null;

    /// <summary>Returns every device, ordered by id.</summary>
    public IEnumerable<DeviceReport> Devices() =>
        directory.Devices.Select(device => DeviceReport.Of(Analysis(device), NowAt));

    /// <summary>Returns every channel, ordered by device, then first contact.</summary>
    public IEnumerable<ChannelReport> Channels() =>
        from analysis in Analyses
        let device = DeviceReport.Of(analysis, NowAt)
        from channel in analysis.State.Channels.All
        select ChannelReport.Of(device, channel, analysis.Policy.DestinationOf(channel), context.Beacons.Model);

    /// <summary>Deferred alerts, oldest first.</summary>
    public IEnumerable<Alert> Deferred => Incidents.Deferred.Select(incident => incident.Alert);

    /// <summary>Replaces the analyses by those of saved device states.</summary>
    internal void Restore(IReadOnlyDictionary<DeviceId, DeviceState> states)
    {
        _analyses.Clear();
        foreach (var device in directory.Devices)
            if (states.TryGetValue(device.Id, out var state))
                _analyses[device.Id] = new DeviceAnalysis(device, state, context);
    }
}
