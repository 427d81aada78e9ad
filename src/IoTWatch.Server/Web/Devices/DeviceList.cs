using IoTWatch.Core.Alerts;
using IoTWatch.Core.Home;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Devices;

/// <summary>Lists the devices of the detector; those of the stored alerts where no detector runs.</summary>
public sealed class DeviceList(IAlertStore alerts, IDeviceSource? source = null)
{
    private const int MaxAlerts = 1_000;

    /// <summary>Latest activity first.</summary>
    public async Task<IReadOnlyList<DeviceReport>> ReadAsync(CancellationToken stop)
    {
        var devices = source is null ? FromAlerts() : await source.DevicesAsync(stop);
        var newestFirst = devices.OrderByDescending(device => device.LastAt);
        return [.. newestFirst.ThenBy(device => device.Id, StringComparer.Ordinal)];
    }

    /// <summary>The name of each device, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken stop) =>
        (await ReadAsync(stop)).ToDictionary(device => device.Id, device => device.Name ?? device.Ip ?? device.Id);

    /// <summary>The number of alerts in the inbox, by device.</summary>
    public IReadOnlyDictionary<string, int> OpenAlerts() => alerts.Latest(MaxAlerts)
        .Where(stored => stored.Alert is { Deferred: null, State: AlertState.Open or AlertState.Acknowledged })
        .CountBy(stored => stored.Alert.Device.Id).ToDictionary();

    private IEnumerable<DeviceReport> FromAlerts() =>
        from stored in alerts.Latest(MaxAlerts)
        group stored.Alert by stored.Alert.Device.Id into own
        let newest = own.MaxBy(alert => alert.At)!
        select new DeviceReport(
            own.Key, newest.Device.Mac, newest.Device.Ip, newest.Device.Name, newest.Device.Vendor, newest.Profile,
            Learning: false, own.Min(alert => alert.FirstAt), own.Max(alert => alert.LastAt), Channels: 0);
}
