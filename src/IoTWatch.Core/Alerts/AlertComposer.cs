using System.Security.Cryptography;
using System.Text;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>Writes the alert for a finding: who, whom, what, why it is told, and what argued against.</summary>
internal static class AlertComposer
{
    private const int MostExpected = 12;

    /// <param name="before">The alert this one carries on; its id and first time stay, and what was unexpected stays so.</param>
    public static Alert Compose(Finding finding, DeviceMonitor monitor, Alert? before)
    {
        var (evidence, channel) = (finding.Evidence, finding.Channel);
        var device = DeviceOf(monitor);
        var target = DestinationOf(finding);
        var setting = SettingOf(finding);
        var beacon = evidence as BeaconEvidence;
        var explanation = Explanation.Of(device, finding, setting);
        var severity = SeverityOf(finding, setting);
        return new Alert
        {
            Id = before?.Id ?? Id(monitor.Device.Id.Value, finding.Party, finding.Kind, finding.FirstAt),
            At = finding.At,
            Kind = finding.Kind,
            Severity = before is not null && before.Severity > severity ? before.Severity : severity,
            Device = device,
            Destination = target,
            Beacon = beacon?.Measured ?? before?.Beacon,
            FirstAt = before?.FirstAt ?? finding.FirstAt,
            LastAt = Latest(before?.LastAt, channel?.LastAt ?? finding.At),
            Unexpected = Union(before?.Unexpected ?? [], setting.Unexpected),
            Contributions = evidence.Contributions,
            Explanation = explanation,
            Parts = AlertPart.Merge(before?.Parts ?? [], AlertPart.Of(finding.Kind, target, explanation)),
            Expected = [.. evidence.Expected, .. finding.Profile.Sentences(MostExpected)],
            Observed = [.. ObservedOf(target, evidence)],
            WhyNotSuppressed = Explanation.WhyNotSuppressed(finding, setting),
            Intervals = beacon?.Intervals ?? before?.Intervals ?? [],
            Model = evidence.Model,
            Profile = finding.Profile.Name,
        };
    }

    public static AlertSetting SettingOf(Finding finding) => new(
        finding.Profile.Name, finding.Channel?.Tier ?? finding.Evidence.Target?.Tier ?? Tier.F3,
        Union(finding.Channel?.Unexpected ?? [], finding.Evidence.Deviations), finding.IsNewCountry);

    /// <summary>What is still being learned is no profile to be sure by: what is for review is never critical.</summary>
    public static Severity SeverityOf(Finding finding, AlertSetting setting) =>
        finding.Evidence.SeverityIn(setting) is var severity && finding.IsForReview && severity > Severity.High ? Severity.High : severity;

    /// <summary>Both lists in order, each kind once.</summary>
    public static IReadOnlyList<string> Union(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        other.All(one.Contains) ? one : [.. one.Union(other).Order(StringComparer.Ordinal)];

    public static DateTime Latest(DateTime? one, DateTime other) => one is { } time && time > other ? time : other;

    private static string Id(string device, string party, AlertKind kind, DateTime firstAt)
    {
        var text = $"{device}|{party}|{kind}|{firstAt:O}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static AlertDevice DeviceOf(DeviceMonitor monitor) => new(
        monitor.Device.Id.Value,
        monitor.Device.Mac.IsKnown ? monitor.Device.Mac.ToString() : null,
        monitor.Device.Address.IsKnown ? monitor.Device.Address.ToString() : null,
        monitor.Device.Name,
        monitor.Vendor,
        monitor.Model);

    private static IEnumerable<string> ObservedOf(AlertDestination target, Evidence evidence)
    {
        var service = target.Port > 0 ? $" on {target.Proto}/{target.Port}" : $" by {target.Proto}";
        yield return $"to {target.Name}{service}{(target.Country is { } country ? $", said to be in {country}" : "")}";
        foreach (var sentence in evidence.Observed)
            yield return sentence;
    }

    private static AlertDestination DestinationOf(Finding finding) => finding switch
    {
        { Evidence.Target: { } target } => target,
        { Channel: { } channel, Destination: { } destination } => new AlertDestination(
            destination.Key,
            channel.Address.ToString(),
            channel.Key.Port,
            channel.Key.Protocol.ToString().ToLowerInvariant(),
            destination.Geo.Asn == 0 ? null : destination.Geo.Asn,
            destination.Geo.Organisation,
            destination.Geo.Country,
            destination.Geo.Confidence == CountryConfidence.None ? null : destination.Geo.Confidence.ToString().ToLowerInvariant(),
            destination.Geo.CountrySource,
            channel.Tier),
        _ => throw new InvalidOperationException("a finding without a channel says itself what stands for the destination"),
    };
}
