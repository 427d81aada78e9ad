using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core;

/// <summary>The only way in: observations go through device identity, detection and incidents, and alert changes come out.</summary>
/// <remarks>Not thread-safe: one caller, observations in event-time order. Time is the observation's time; nothing here asks a clock.</remarks>
public sealed class Pipeline
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);
    private readonly Home _home;
    private readonly List<Finding> _findings = [];

    /// <exception cref="FormatException">A local network in the options cannot be read; the message names it.</exception>
    /// <param name="behaviours">Makes the model of each device's hours; null = the rule model.</param>
    public Pipeline(
        PipelineOptions options, IBeaconModel model, IGeoIp geoIp, IVendors vendors, PublicSuffixList publicSuffixes, ProfileLibrary profiles,
        IBehaviourTrainer? behaviours = null)
    {
        var networks = new LocalNetworks(options.LocalNetworks);
        var beacons = new BeaconDetector(model, new BeaconOptions { Threshold = options.BeaconThreshold });
        var detectors = new Detectors(beacons, behaviours ?? new RuleBehaviourTrainer());
        _home = new Home(new DetectionContext(options, networks, new DestinationResolver(networks, publicSuffixes, geoIp), vendors, profiles, detectors));
        Options = options;
        Model = model;
    }

    public PipelineOptions Options { get; }

    public IBeaconModel Model { get; }

    /// <summary>What lives on, for reports.</summary>
    public Home Home => _home;

    /// <summary>Takes one observation; what changed among the alerts is added to <paramref name="changes"/>.</summary>
    public void Observe(Observation observation, ICollection<AlertChange> changes)
    {
        switch (observation)
        {
            case FlowObservation flow when _home.Directory.Resolve(flow, out var isOutbound) is { } device && isOutbound:
                var monitor = _home.Monitor(device);
                monitor.Observe(flow, _findings);
                Conclude(monitor, changes);
                break;
            case DnsObservation dns when _home.Directory.Resolve(dns.Client, dns.Mac, dns.At) is { } device:
                _home.Monitor(device).Observe(dns);
                break;
            case LeaseObservation lease:
                _home.Directory.Learn(lease);
                break;
            case WifiObservation wifi when _home.Directory.Find(wifi.Mac) is { } device:
                var joined = _home.Monitor(device);
                joined.Observe(wifi, _findings);
                Conclude(joined, changes);
                break;
            case TickObservation:
                foreach (var each in _home.Monitors)
                {
                    each.Advance(observation.At, _findings);
                    Conclude(each, changes);
                }
                break;
        }
        if (_home.Reach(observation.At, SweepEvery))
        {
            Settle(changes);
            _home.Incidents.Sweep(observation.At, _home.LastContact, changes);
        }
    }

    /// <summary>Every channel now, ordered by device, then first contact.</summary>
    public IEnumerable<ChannelReport> Channels() => _home.Channels();

    /// <summary>Every device now, ordered by id.</summary>
    public IEnumerable<DeviceReport> Devices() => _home.Devices();

    /// <summary>Alerts that wait for room in the budget, oldest first.</summary>
    public IEnumerable<Alert> Deferred => _home.Incidents.Deferred.Select(incident => incident.Alert);

    /// <summary>Suppresses what the rule covers from now on, and what is open already; stored alerts are the caller's, through <see cref="Suppression.Apply"/>.</summary>
    public void Suppress(Suppression rule, ICollection<AlertChange> changes)
    {
        _home.Suppressions.Add(rule);
        _home.Incidents.Reconsider(changes);
    }

    /// <summary>Takes a suppression back.</summary>
    public void Unsuppress(string id, ICollection<AlertChange> changes)
    {
        if (!_home.Suppressions.Remove(id))
            return;
        Desk.Reopen(id);
        _home.Incidents.Reconsider(changes);
    }

    /// <summary>The suppressions in force, in the order they were made.</summary>
    public IReadOnlyList<Suppression> Suppressions => _home.Suppressions.Rules;

    /// <summary>Where people decide about profiles.</summary>
    public ProfileDesk Desk => new(_home);

    /// <summary>Makes alerts in review follow the review list, and the list them: to be called after decisions on either.</summary>
    public void Settle(ICollection<AlertChange> changes) => new ReviewCases(_home).Settle(changes);

    /// <summary>Writes a person's decision on the alerts that are open or have just ended; older ones are the caller's.</summary>
    public void Revise(Func<Alert, Alert> decide, ICollection<AlertChange> changes) => _home.Incidents.Revise(decide, changes);

    /// <summary>Gives a device a name; null takes it back.</summary>
    /// <returns>False for an unknown device.</returns>
    public bool Rename(DeviceId device, string? name, ICollection<AlertChange> changes)
    {
        if (_home.Directory.Devices.FirstOrDefault(known => known.Id == device) is not { } found)
            return false;
        found.GivenName = name;
        var shown = found.Name;
        Revise(alert => alert.Device.Id == device.Value && alert.Device.Name != shown ? alert with { Device = alert.Device with { Name = shown } } : alert, changes);
        return true;
    }

    /// <summary>Takes a person's verdict on an alert, stored or open.</summary>
    public void Judge(Alert alert, bool isTrue) => _home.Verdicts.Take(alert, isTrue);

    /// <summary>The whole state (devices, channels, incidents) as versioned JSON, for a checkpoint.</summary>
    public byte[] Save() => StateCodec.Write(_home.Save());

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    /// <exception cref="FormatException">The state is damaged, or of an unknown version.</exception>
    public void Restore(ReadOnlySpan<byte> state) => _home.Restore(StateCodec.Read(state));

    private void Conclude(DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        if (_findings.Count == 0)
            return;
        _home.Conclude(monitor, _findings, changes);
        _findings.Clear();
    }
}
