namespace IoTWatch.Core.Destinations;

/// <summary>A destination with its service and country, as alerts show it.</summary>
public sealed record DestinationSummary(
    string Name, string Address, int Port, string Proto, uint? Asn, string? Org, string? Country,
    string? CountryConfidence, string? CountrySource, Tier Tier);
