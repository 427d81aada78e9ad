using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// Writes the explanation of an alert: what happened, and which arguments against the alert do not apply.
/// </summary>
internal static class Explanation
{
    /// <summary>
    /// E.g. "Kettle (Smarter Applications) calls 203.0.113.44:443 every 60.2 s, give or take 2 %, 30 times in 29 min;
    /// no rule of its profile allows that."
    /// </summary>
    public static string Of(Finding finding, FindingContext context) =>
        $"{Name(finding.Device)} {finding.Evidence.Describe(Party(finding))}; "
        + $"{(finding.IsForReview ? ForReview(finding) : finding.Evidence.Reason(context) ?? Reason(context))}.";

    public static IReadOnlyList<string> WhyNotSuppressed(Finding finding, FindingContext context)
    {
        var reasons = new List<string>(finding.Evidence.CounterArguments(context));
        if (finding is { Channel: { } channel, Destination: { } destination })
            reasons.AddRange(Stranger(channel, destination, context));
        if (finding.IsForReview)
            reasons.Add(
                "It is added to the profile only if you approve it, because a device may be compromised from its first "
                + "day.");
        else if (finding.Channel is not null)
            reasons.Add(context.HasProfile
                ? $"The profile in force ({context.Profile}) has no rule that covers it."
                : "This device has no profile: none is declared, and nothing was learned.");
        return reasons;
    }

    private static IEnumerable<string> Stranger(ChannelState channel, Destination destination, FindingContext context)
    {
        if (context.IsNewCountry)
            yield return $"The name belongs to the device's maker, but the server is in {destination.Geo.Country}, "
                + "where the device never called while it was learned.";
        else if (!destination.IsLocal)
            yield return context.Unexpected.Contains(Deviation.NoDnsAnswer)
                ? "The device never asked DNS for this address, so it has no name to check."
                : destination.HostName is null
                    ? "No DNS answers are visible here, so the address has no name to check."
                : $"The name {destination.HostName} is neither its maker's nor a shared service such as time or "
                    + "certificate status.";
        if (destination.Geo.Country is { } country && !context.IsNewCountry && channel.Tier != Tier.F0)
            yield return destination.Geo.Confidence == CountryConfidence.High
                ? $"The address is in {country} according to {destination.Geo.CountrySource}. A country alone never "
                    + "raises an alert."
                : $"The address is said to be in {country}, but it belongs to a cloud or the sources disagree, so "
                    + "that did not count.";
    }

    private static string ForReview(Finding finding) =>
        finding.FirstAt < (finding.Profile.LearnedAt ?? DateTime.MaxValue)
            ? "it was observed while the device was being learned: approve it if it is normal, or reject it"
            : "its network was learned, but not this period: approve it if it is normal, or reject it";

    private static string Reason(FindingContext context) =>
        context.IsNewCountry ? "the name is its maker's, but the country is new for it"
        : !context.HasProfile ? "the device has no profile, and the destination is not a known one"
        : context.Unexpected.Contains(Deviation.NewService) ? "its profile knows the destination, but not this service"
        : context.Unexpected.Contains(Deviation.NewDestination) ? "nothing in its profile allows that"
        : "its profile allows the destination, but not that much";

    private static string Name(DeviceSummary device)
    {
        var name = device.Name ?? device.Ip ?? device.Id;
        return device.Vendor is null ? name : $"{name} ({device.Vendor})";
    }

    private static string Party(Finding finding)
    {
        if (finding is not { Channel: { } channel, Destination: { } destination })
            return "";
        var address = destination.Address.IsV4 || channel.Key.Port == 0
            ? destination.Address.ToString()
            : $"[{destination.Address}]";
        var service = channel.Key.Port == 0 ? $" ({SnakeCase.Of(channel.Key.Protocol)})" : $":{channel.Key.Port}";
        var about = new List<string>();
        if (destination.HostName is not null)
            about.Add(destination.Address.ToString());
        if (destination.Geo.Organisation is { } organisation)
            about.Add(organisation);
        if (destination.Geo is { Country: { } code, Confidence: CountryConfidence.High })
            about.Add(code);
        return $"{destination.HostName ?? address}{service}{(about.Count > 0 ? $" ({string.Join(", ", about)})" : "")}";
    }
}
