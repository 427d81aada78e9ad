using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Alerts;

/// <summary>Whom it talked to.</summary>
public sealed record AlertDestination(
    string Name, string Address, int Port, string Proto, uint? Asn, string? Org, string? Country,
    string? CountryConfidence, string? CountrySource, Tier Tier);
