using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>Everything that lives on between observations: who the devices are, what each one does, and what is open about them.</summary>
public sealed class Home(DetectionContext context)
{
    private readonly Dictionary<DeviceId, DeviceMonitor> _monitors = [];
    private DateTime _nowAt;
    private DateTime _sweptAt;
    private long _late;

    public DeviceDirectory Directory { get; } = new(context.Networks, context.Options.MaxDevices);

    public AlertBudget Budget { get; } = new(context.Options.AlertsPerDeviceDay, context.Options.AlertsPerHomeDay);

    public SuppressionList Suppressions { get; } = new();

    public VerdictFeedback Verdicts { get; } = new();

    public IncidentBook Incidents => field ??= new IncidentBook(Budget, Suppressions);

    public UserRuleBook UserRules => context.UserRules;

    /// <summary>The latest event time seen.</summary>
    public DateTime NowAt => _nowAt;

    /// <summary>Observations older than one before them.</summary>
    public long Late => _late;

    /// <summary>In order of device id.</summary>
    public IEnumerable<DeviceMonitor> Monitors => _monitors.Values.OrderBy(monitor => monitor.Device.Id);

    public DeviceMonitor Monitor(Device device) =>
        _monitors.TryGetValue(device.Id, out var monitor) ? monitor : _monitors[device.Id] = new DeviceMonitor(device, new DeviceState(), context);

    public DeviceMonitor? Find(DeviceId device) => _monitors.GetValueOrDefault(device);

    /// <summary>Findings become incidents, unless this home's verdicts outweigh them.</summary>
    public void Conclude(DeviceMonitor monitor, IEnumerable<Finding> findings, ICollection<AlertChange> changes)
    {
        foreach (var finding in findings)
            if (Verdicts.Weigh(finding, context.Options.BeaconThreshold) is { } weighed)
                Incidents.Take(weighed, monitor, changes);
    }

    /// <summary>Moves event time forward.</summary>
    /// <returns>True when open incidents should be looked through: <paramref name="every"/> has passed since the last time.</returns>
    public bool Reach(DateTime at, TimeSpan every)
    {
        if (at < _nowAt)
        {
            _late++;
            return false;
        }
        _nowAt = at;
        if (at - _sweptAt < every)
            return false;
        _sweptAt = at;
        return true;
    }

    /// <summary>The last contact behind an incident; null when its device or channel is gone.</summary>
    public DateTime? LastContact(Incident incident) =>
        _monitors.TryGetValue(new DeviceId(incident.DeviceId), out var monitor)
            ? monitor.State.Channels.All.Where(channel => Organisation.Of(monitor.Destination(channel)) == incident.Destination).Max(channel => (DateTime?)channel.LastAt)
            : null;

    public IEnumerable<DeviceReport> Devices() => Directory.Devices.Select(device => Report(Monitor(device)));

    public IEnumerable<ChannelReport> Channels()
    {
        foreach (var monitor in Monitors)
        {
            var device = Report(monitor);
            foreach (var channel in monitor.State.Channels.All)
                yield return ChannelReport.Of(device, channel, monitor.Destination(channel), context.Detectors.Beacons);
        }
    }

    internal HomeRecord Save() => new(
        StateCodec.Version, Directory.Save(), _monitors.ToDictionary(pair => pair.Key, pair => pair.Value.State), Incidents.Save(),
        _nowAt, _sweptAt, _late, context.UserRules.All, Budget.Save(), Suppressions.Rules, Verdicts.Save(), Verdicts.Withheld);

    internal void Restore(HomeRecord record)
    {
        context.UserRules.Restore(record.UserRules);
        Directory.Restore(record.Directory);
        _monitors.Clear();
        foreach (var device in Directory.Devices)
            if (record.Devices.TryGetValue(device.Id, out var state))
                _monitors[device.Id] = new DeviceMonitor(device, state, context);
        Incidents.Restore(record.Incidents);
        Budget.Restore(record.Told ?? []);
        Suppressions.Restore(record.Suppressions ?? []);
        Verdicts.Restore(record.Verdicts ?? [], record.Withheld);
        (_nowAt, _sweptAt, _late) = (record.NowAt, record.SweptAt, record.Late);
    }

    private DeviceReport Report(DeviceMonitor monitor)
    {
        var device = monitor.Device;
        return new DeviceReport(
            device.Id.Value,
            device.Mac.IsKnown ? device.Mac.ToString() : null,
            device.Address.IsKnown ? device.Address.ToString() : null,
            device.Name,
            monitor.Vendor,
            monitor.Profile.Name,
            monitor.IsLearning(_nowAt),
            device.FirstAt,
            device.LastAt,
            monitor.State.Channels.Count);
    }
}
