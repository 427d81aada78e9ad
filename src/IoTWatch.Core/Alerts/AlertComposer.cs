using System.Security.Cryptography;
using System.Text;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// Composes the alert of a finding: device, destination, expected and observed behaviour, and explanation.
/// </summary>
internal static class AlertComposer
{
    private const int MaxExpected = 12;

    /// <param name="before">The alert to continue: its id, first time, severity and deviations are kept.</param>
    public static Alert Compose(Finding finding, Alert? before)
    {
        var (evidence, context, target) = (finding.Evidence, finding.Context, TargetOf(finding));
        var beacon = evidence as BeaconEvidence;
        var explanation = Explanation.Of(finding, context);
        var severity = finding.SeverityIn(context);
        return new Alert
        {
            Id = before?.Id ?? Id(finding),
            At = finding.At,
            Kind = finding.Kind,
            Severity = before is not null && before.Severity > severity ? before.Severity : severity,
            Device = finding.Device,
            Destination = target,
            Beacon = beacon?.Measured ?? before?.Beacon,
            FirstAt = before?.FirstAt ?? finding.FirstAt,
            LastAt = Latest(before?.LastAt, finding.Channel?.LastAt ?? finding.At),
            Unexpected = (before?.Unexpected ?? []) | context.Unexpected,
            Contributions = evidence.Contributions,
            Explanation = explanation,
            Parts = AlertPart.Merge(before?.Parts ?? [], AlertPart.Of(finding.Kind, target, explanation)),
            Expected = [.. evidence.Expected, .. finding.Profile.Sentences(MaxExpected)],
            Observed = [ObservedAt(target), .. evidence.Observed],
            WhyNotSuppressed = Explanation.WhyNotSuppressed(finding, context),
            Intervals = beacon?.Intervals ?? before?.Intervals ?? [],
            Model = evidence.Model,
            Profile = finding.Profile.Name,
        };
    }

    /// <summary>Returns the later of two times.</summary>
    public static DateTime Latest(DateTime? one, DateTime other) => one is { } time && time > other ? time : other;

    private static string Id(Finding finding)
    {
        var text = $"{finding.Device.Id}|{finding.Party}|{finding.Kind}|{finding.FirstAt:O}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static string ObservedAt(DestinationSummary target)
    {
        var service = target.Port > 0 ? $" on {target.Proto}/{target.Port}" : $" by {target.Proto}";
        var country = target.Country is { } code ? $", said to be in {code}" : "";
        return $"to {target.Name}{service}{country}";
    }

    private static DestinationSummary TargetOf(Finding finding) => finding switch
    {
        { Evidence.Target: { } target } => target,
        { Channel: { } channel, Destination: { } destination } => new DestinationSummary(
            destination.Key,
            channel.Address.ToString(),
            channel.Key.Port,
            SnakeCase.Of(channel.Key.Protocol),
            destination.Geo.Asn == 0 ? null : destination.Geo.Asn,
            destination.Geo.Organisation,
            destination.Geo.Country,
            ConfidenceOf(destination.Geo),
            destination.Geo.CountrySource,
            channel.Tier),
        _ => throw new InvalidOperationException("a finding without a channel must name its target in its evidence"),
    };

    private static string? ConfidenceOf(GeoRecord geo) =>
        geo.Confidence == CountryConfidence.None ? null : SnakeCase.Of(geo.Confidence);
}
