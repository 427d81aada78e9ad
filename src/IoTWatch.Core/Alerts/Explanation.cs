using System.Globalization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Alerts;

/// <summary>The sentences a person reads: what happens, and why nothing spoke against telling it.</summary>
internal static class Explanation
{
    /// <summary>E.g. "Kettle (Smarter Applications) calls 203.0.113.44:443 every 60.2 s ± 2 % for 14 h; nothing in its profile covers that."</summary>
    public static string Of(AlertDevice device, ChannelState channel, Destination destination, AlertBeacon beacon, string profile)
    {
        var inFlow = beacon.InFlow ? " inside one long connection" : "";
        var missed = beacon.Missed > 0 ? $", {beacon.Missed} missed" : "";
        var why = profile == "none"
            ? "nothing is declared or learned for this device, and the destination is no known party"
            : channel.Unexpected.Contains("U2")
                ? "its profile knows the destination, but not this service"
                : "nothing in its profile covers that";
        return $"{Name(device)} calls {Party(channel, destination)} every {Seconds(beacon.PeriodS)} ± {Percent(beacon.Jitter)}{inFlow}, "
            + $"{beacon.Contacts} times in {Span(beacon.SpanS)}{missed}; {why}.";
    }

    public static IReadOnlyList<string> WhyNotSuppressed(ChannelState channel, Destination destination, AlertBeacon beacon, string profile)
    {
        var reasons = new List<string>
        {
            $"Regular calls alone never alert: this channel is also unexpected ({string.Join(", ", channel.Unexpected)}) and unrelated ({channel.Tier}).",
            $"Every evaluation since {DateTime.UnixEpoch.AddMilliseconds(channel.Verdict.RegularSinceMs):yyyy-MM-dd HH:mm:ss} UTC found it regular, the last with probability {beacon.Probability.ToString("0.00", CultureInfo.InvariantCulture)}.",
            channel.Unexpected.Contains("U5") ? "The device never asked DNS for this address, so no name vouches for it."
            : destination.HostName is null ? "The input shows no DNS answers of this device, so no name can vouch for the address."
            : $"The name {destination.HostName} is not its maker's, nor a shared service such as time or certificate status.",
            profile == "none"
                ? "No profile is declared for this device and nothing was learned, so nothing could have covered it."
                : $"The profile in force ({profile}) has no rule for it.",
        };
        if (destination.Geo.Country is { } country)
            reasons.Add(destination.Geo.Confidence == CountryConfidence.High
                ? $"The address lies in {country} ({destination.Geo.CountrySource}); a country alone never alerts."
                : $"The address is said to lie in {country}, but its network is a cloud or the sources disagree: the country did not count.");
        return reasons;
    }

    private static string Name(AlertDevice device)
    {
        var name = device.Name ?? device.Ip ?? device.Id;
        return device.Vendor is null ? name : $"{name} ({device.Vendor})";
    }

    private static string Party(ChannelState channel, Destination destination)
    {
        var address = destination.Address.IsV4 || channel.Key.Port == 0 ? destination.Address.ToString() : $"[{destination.Address}]";
        var service = channel.Key.Port == 0 ? "" : $":{channel.Key.Port}";
        var holder = destination.Geo.Organisation is { } organisation ? $", {organisation}" : "";
        var country = destination.Geo is { Country: { } code, Confidence: CountryConfidence.High } ? $", {code}" : "";
        return destination.HostName is null
            ? $"{address}{service} ({channel.Key.Protocol.ToString().ToLowerInvariant()}, no DNS name{holder}{country})"
            : $"{destination.HostName}{service} ({address}{holder}{country})";
    }

    private static string Seconds(double seconds) => seconds switch
    {
        < 120 => $"{seconds.ToString("0.##", CultureInfo.InvariantCulture)} s",
        < 7200 => $"{(seconds / 60).ToString("0.#", CultureInfo.InvariantCulture)} min",
        _ => $"{(seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture)} h",
    };

    private static string Span(double seconds) => seconds switch
    {
        < 120 => $"{seconds.ToString("0", CultureInfo.InvariantCulture)} s",
        < 7200 => $"{(seconds / 60).ToString("0", CultureInfo.InvariantCulture)} min",
        < 48 * 3600 => $"{(seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture)} h",
        _ => $"{(seconds / 86_400).ToString("0.#", CultureInfo.InvariantCulture)} days",
    };

    private static string Percent(double jitter) => $"{(jitter * 100).ToString(jitter < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture)} %";
}
