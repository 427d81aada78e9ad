using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Influx;

/// <summary>The one table of databases, measurements, tags, fields and their types.</summary>
/// <remarks>
/// Tags are bounded: a destination is a field of a flow, because a scanning device would make a series per address;
/// as a tag it stands only on <see cref="Beacon"/>, for channels that the detector tracks, through <see
/// cref="TagCap"/>.
/// </remarks>
public sealed class InfluxSchema
{
    private const int MaxDestinations = 100_000;

    public InfluxSchema(string site)
    {
        var cap = new TagCap(MaxDestinations);
        Flow = new MeasurementOf<FlowPoint>("iotwatch_flows", "flow")
            .Tag("site", _ => site).Tag("device", p => p.Device)
            .Tag("proto", p => Word(p.Flow.Protocol)).Tag("tier", p => p.Tier?.ToString())
            .Text("dst", p => p.Flow.Destination.Address.ToString()).Whole("dport", p => p.Flow.Destination.Port)
            .Whole("out_b", p => p.Flow.BytesOut).Whole("in_b", p => p.Flow.BytesIn)
            .Whole("out_p", p => p.Flow.PacketsOut).Whole("in_p", p => p.Flow.PacketsIn)
            .Whole("dur_ms", p => p.Flow.DurationMs);
        Wifi = new MeasurementOf<WifiObservation>("iotwatch", "wifi")
            .Tag("site", _ => site).Tag("device", w => w.Mac.ToHex())
            .Tag("ap", w => w.Bssid.IsKnown ? w.Bssid.ToHex() : null).Tag("event", w => Word(w.Event))
            .Text("ssid", w => w.Ssid)
            .Text("bssid", w => w.Bssid.IsKnown ? w.Bssid.ToString() : null).Text("enc", w => Word(w.Encryption))
            .Whole("rssi", w => w.RssiDbm).Whole("chan", w => w.Channel).Whole("reason", w => w.Reason);
        Beacon = new MeasurementOf<ChannelReport>("iotwatch", "beacon")
            .Tag("site", _ => site).Tag("device", c => c.Device.Id).Tag("dst", c => cap.Admit(c.Destination))
            .Real("probability", c => c.Probability).Real("period_s", c => c.PeriodS).Real("jitter", c => c.Jitter)
            .Whole("contacts", c => c.Contacts).Whole("missed", c => c.Missed)
            .Text("country", c => c.Country).Text("tier", c => c.Tier.ToString());
        Alert = new MeasurementOf<AlertPoint>("iotwatch_alerts", "alert")
            .Tag("site", _ => site).Tag("device", p => p.Alert.Device.Id)
            .Tag("kind", p => Word(p.Alert.Kind)).Tag("severity", p => Word(p.Alert.Severity))
            .Text("alert_id", p => p.Alert.Id).Text("state", p => p.State)
            .Text("destination", p => p.Alert.Destination.Name)
            .Text("country", p => p.Alert.Destination.Country).Real("probability", p => p.Alert.Beacon?.Probability)
            .Real("period_s", p => p.Alert.Beacon?.PeriodS).Text("explanation", p => p.Alert.Explanation);
        Databases =
        [
            new("iotwatch_flows", TimeSpan.FromDays(7), TimeSpan.FromDays(1), MayDrop: true, [Flow]),
            new("iotwatch", TimeSpan.FromDays(30), TimeSpan.FromDays(1), MayDrop: true, [Wifi, Beacon]),
            new("iotwatch_alerts", TimeSpan.FromDays(728), TimeSpan.FromDays(28), MayDrop: false, [Alert]),
        ];
    }

    public MeasurementOf<FlowPoint> Flow { get; }

    public MeasurementOf<WifiObservation> Wifi { get; }

    public MeasurementOf<ChannelReport> Beacon { get; }

    public MeasurementOf<AlertPoint> Alert { get; }

    public IReadOnlyList<InfluxDatabase> Databases { get; }

    private static string Word<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value) ? SnakeCase.Of(value) : "other";
}
