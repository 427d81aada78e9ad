using IoTWatch.Core.Alerts;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Influx;

/// <summary>
/// The nanoseconds of a point: the event's milliseconds, and six digits below that tell events of one millisecond
/// apart.
/// </summary>
/// <remarks>
/// A pure function of the event, so that writing twice changes nothing. The digits are a hash of what the event says.
/// They never depend on the series key (device, event word, …): digits that did made distinct events of one series
/// collide more often than chance, and overwrite each other.
/// </remarks>
public static class PointTime
{
    private const long DigitsBelow = 1_000_000;

    public static long Of(DateTime at, ulong tiebreak) =>
        at.ToEpochMs() * DigitsBelow + (long)(tiebreak % DigitsBelow);

    public static long Of(FlowObservation flow) => Of(flow.At, StableHash.Start
        .Add(flow.Source.Port).Add(flow.Destination.ToString()).Add(flow.FlowId).Add(flow.DurationMs)
        .Add(flow.BytesOut).Add(flow.BytesIn).Add(flow.PacketsOut).Add(flow.PacketsIn).Value);

    public static long Of(WifiObservation wifi) => Of(wifi.At, StableHash.Start
        .Add(wifi.SsidHex ?? wifi.Ssid).Add(wifi.Reason ?? -1).Add(wifi.RssiDbm ?? 1).Add(wifi.Channel ?? -1)
            .Add(wifi.Interface).Value);

    public static long Of(ChannelReport channel) => Of(channel.LastAt, StableHash.Start
        .Add(channel.Port).Add(channel.Proto).Add(channel.Contacts).Value);

    public static long Of(Alert alert, string state) => Of(alert.At, StableHash.Start.Add(alert.Id).Add(state).Value);
}
