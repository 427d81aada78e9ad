using IoTWatch.Cli.Output;
using IoTWatch.Core.Alerts;

namespace IoTWatch.Cli.Replay;

/// <summary>The columns of alerts as comma-separated values; the JSON has more.</summary>
internal static class AlertColumns
{
    public static readonly IReadOnlyList<CsvColumn<Alert>> All =
    [
        new("id", alert => alert.Id),
        new("at", alert => alert.At),
        new("kind", alert => alert.Kind),
        new("severity", alert => alert.Severity),
        new("device", alert => alert.Device.Id),
        new("mac", alert => alert.Device.Mac),
        new("ip", alert => alert.Device.Ip),
        new("name", alert => alert.Device.Name),
        new("vendor", alert => alert.Device.Vendor),
        new("destination", alert => alert.Destination.Name),
        new("address", alert => alert.Destination.Address),
        new("port", alert => alert.Destination.Port),
        new("proto", alert => alert.Destination.Proto),
        new("asn", alert => alert.Destination.Asn),
        new("org", alert => alert.Destination.Org),
        new("country", alert => alert.Destination.Country),
        new("country_confidence", alert => alert.Destination.CountryConfidence),
        new("tier", alert => alert.Destination.Tier),
        new("probability", alert => alert.Beacon?.Probability),
        new("period_s", alert => alert.Beacon?.PeriodS),
        new("jitter", alert => alert.Beacon?.Jitter),
        new("contacts", alert => alert.Beacon?.Contacts),
        new("missed", alert => alert.Beacon?.Missed),
        new("span_s", alert => alert.Beacon?.SpanS),
        new("bytes_median", alert => alert.Beacon?.BytesMedian),
        new("method", alert => alert.Beacon?.Method),
        new("first_at", alert => alert.FirstAt),
        new("last_at", alert => alert.LastAt),
        new("unexpected", alert => string.Join(' ', alert.Unexpected)),
        new("explanation", alert => alert.Explanation),
        new("suppressed_by", alert => alert.SuppressedBy),
        new("model", alert => alert.Model),
        new("profile", alert => alert.Profile),
        new("state", alert => alert.State),
    ];
}
