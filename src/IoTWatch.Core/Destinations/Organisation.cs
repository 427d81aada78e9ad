using System.Globalization;

namespace IoTWatch.Core.Destinations;

/// <summary>The party that findings are grouped by, and that a home's verdicts are about.</summary>
/// <remarks>
/// The registrable domain; without a name the autonomous system, so that a party that hops between its prefixes stays
/// one. Clouds and CDNs (networks whose country has low confidence) hold strangers side by side: there the prefix is
/// the party.
/// </remarks>
public static class Organisation
{
    public static string Of(Destination destination) =>
        Of(destination.Key, destination.Geo.Asn, destination.Geo.Confidence == CountryConfidence.High);

    /// <summary>The same, of a stored alert.</summary>
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
