namespace IoTWatch.Core.Destinations;

/// <summary>Country and network of an address, from the geography files.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case; null if unknown.</param>
/// <param name="Confidence">Low where the network is anycast, CDN or cloud, or where sources disagree.</param>
/// <param name="CountrySource">The file that has the country.</param>
/// <param name="Asn">Autonomous system number; 0 if unknown.</param>
/// <param name="Organisation">The holder of the autonomous system, as registered.</param>
public sealed record GeoRecord(
    string? Country, CountryConfidence Confidence, string? CountrySource, uint Asn, string? Organisation)
{
    public static readonly GeoRecord Unknown = new(null, CountryConfidence.None, null, 0, null);
}

/// <summary>How reliable the country of an address is.</summary>
public enum CountryConfidence : byte
{
    None,
    Low,
    High,
}
