using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Home;

namespace IoTWatch.Server.Bridge;

/// <summary>
/// Computes <c>device/&lt;dev&gt;/state</c> of every device and returns those that changed since the last call.
/// </summary>
/// <remarks>
/// <c>alert</c>: an open alert about it was published; <c>watch</c>: it is being learned, waits for review, or has
/// alerts that the budget defers. Risk is 0..1 by the most severe open alert. A change of the last-seen time alone is
/// returned at most every five minutes.
/// </remarks>
internal sealed class DeviceStates(Topics topics)
{
    private static readonly TimeSpan LastSeenPeriod = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, BridgeDeviceState> _published = new(StringComparer.Ordinal);

    /// <param name="open">Every alert that is not closed.</param>
    /// <param name="review">Ids of the devices on the review list.</param>
    public IEnumerable<(string Topic, byte[] Payload)> Changes(
        IReadOnlyList<DeviceReport> devices, IEnumerable<Alert> open, IReadOnlySet<string> review)
    {
        var byDevice = open.ToLookup(alert => alert.Device.Id, StringComparer.Ordinal);
        foreach (var device in devices)
        {
            var own = byDevice[device.Id].ToList();
            var alerts = own.Where(alert => alert is { Deferred: null, State: not AlertState.Review }).ToList();
            var isWatched = device.Learning || review.Contains(device.Id) || own.Count > 0;
            var risk = alerts.Count == 0 ? 0 : (double)alerts.Max(alert => alert.Severity) / (double)Severity.Critical;
            var status = alerts.Count > 0 ? "alert" : isWatched ? "watch" : "ok";
            var now = new BridgeDeviceState(risk, status, alerts.Count, device.LastAt);
            if (_published.TryGetValue(device.Id, out var before) && IsSame(before, now))
                continue;
            _published[device.Id] = now;
            var payload = JsonSerializer.SerializeToUtf8Bytes(now, BridgeJson.Default.BridgeDeviceState);
            yield return (topics.Device(device.Id), payload);
        }
    }

    private static bool IsSame(BridgeDeviceState before, BridgeDeviceState now) =>
        now with { LastSeen = before.LastSeen } == before && now.LastSeen - before.LastSeen < LastSeenPeriod;
}
