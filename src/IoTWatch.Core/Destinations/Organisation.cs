using System.Globalization;

namespace IoTWatch.Core.Destinations;

/// <summary>The organisation behind a destination: findings and verdicts are grouped by it.</summary>
/// <remarks>
/// The registrable domain; without a name the autonomous system, so that changes of prefix do not create a new
/// organisation. In clouds and CDNs (networks whose country has low confidence), which have many customers, the prefix.
/// </remarks>
public static class Organisation
{
    public static string Of(Destination destination) =>
        Of(destination.Key, destination.Geo.Asn, destination.Geo.Confidence == CountryConfidence.High);

    /// <summary>The same for a stored alert.</summary>
    public static string Of(DestinationSummary destination) =>
        Of(destination.Name, destination.Asn ?? 0, destination.CountryConfidence == "high");

    private static string Of(string key, uint asn, bool isItsOwn)
    {
        if (asn == 0 || !isItsOwn)
            return key;
        var system = string.Create(CultureInfo.InvariantCulture, $"AS{asn}");
        return key.StartsWith(system + " ", StringComparison.Ordinal) ? system : key;
    }
}
