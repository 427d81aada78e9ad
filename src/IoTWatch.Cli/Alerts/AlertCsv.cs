using IoTWatch.Cli.Output;
using IoTWatch.Core.Alerts;

namespace IoTWatch.Cli.Alerts;

/// <summary>Writes alerts as comma-separated values: what fits in a row; the rest is in the JSON.</summary>
internal static class AlertCsv
{
    public static string Header => Csv.Line([
        "id", "at", "kind", "severity", "device", "mac", "ip", "name", "vendor", "destination", "address", "port", "proto", "asn", "org", "country",
        "country_confidence", "tier", "probability", "period_s", "jitter", "contacts", "missed", "span_s", "bytes_median", "method",
        "first_at", "last_at", "unexpected", "explanation", "suppressed_by", "model", "profile", "state"]);

    public static string Line(Alert alert) => Csv.Line([
        alert.Id, alert.At, alert.Kind.ToString(), alert.Severity.ToString(), alert.Device.Id, alert.Device.Mac, alert.Device.Ip, alert.Device.Name,
        alert.Device.Vendor, alert.Destination.Name, alert.Destination.Address, alert.Destination.Port, alert.Destination.Proto, alert.Destination.Asn,
        alert.Destination.Org, alert.Destination.Country, alert.Destination.CountryConfidence, alert.Destination.Tier.ToString(),
        alert.Beacon?.Probability, alert.Beacon?.PeriodS, alert.Beacon?.Jitter, alert.Beacon?.Contacts, alert.Beacon?.Missed, alert.Beacon?.SpanS,
        alert.Beacon?.BytesMedian, alert.Beacon?.Method, alert.FirstAt, alert.LastAt, string.Join(' ', alert.Unexpected), alert.Explanation,
        alert.SuppressedBy, alert.Model, alert.Profile, alert.State.ToString()]);
}
