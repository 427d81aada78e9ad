using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;

namespace IoTWatch.Server.Bridge;

/// <summary>Works out <c>device/&lt;dev&gt;/state</c> for every device and remembers what was told, so that only changes are.</summary>
/// <remarks>
/// <c>alert</c>: something told about it is open; <c>watch</c>: it is being learned, waits for review, or has alerts that the budget holds back. Risk is 0..1 by the
/// worst open alert. That a device was seen again is told at most every five minutes.
/// </remarks>
internal sealed class DeviceStates(Topics topics)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, BridgeDeviceState> _told = new(StringComparer.Ordinal);

    /// <param name="open">Every alert that is not closed.</param>
    /// <param name="review">Ids of the devices on the review list.</param>
    public IEnumerable<(string Topic, byte[] Payload)> Changes(IReadOnlyList<DeviceReport> devices, IEnumerable<Alert> open, IReadOnlySet<string> review)
    {
        var byDevice = open.ToLookup(alert => alert.Device.Id, StringComparer.Ordinal);
        foreach (var device in devices)
        {
            var told = byDevice[device.Id].Where(alert => alert is { Deferred: null, State: not AlertState.Review }).ToList();
            var status = told.Count > 0 ? "alert" : device.Learning || review.Contains(device.Id) || byDevice[device.Id].Any() ? "watch" : "ok";
            var now = new BridgeDeviceState(told.Count == 0 ? 0 : (double)told.Max(alert => alert.Severity) / (double)Severity.Critical, status, told.Count, device.LastAt);
            if (_told.TryGetValue(device.Id, out var before) && now with { LastSeen = before.LastSeen } == before && now.LastSeen - before.LastSeen < SeenEvery)
                continue;
            _told[device.Id] = now;
            yield return (topics.Device(device.Id), JsonSerializer.SerializeToUtf8Bytes(now, BridgeJson.Default.BridgeDeviceState));
        }
    }
}
