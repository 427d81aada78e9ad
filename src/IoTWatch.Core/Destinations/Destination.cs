using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>The destination of a channel, reduced to the organisation behind it.</summary>
/// <param name="Key">Registrable domain; "AS… prefix" where no name is known; the address on the home's
/// networks.</param>
/// <param name="HostName">The full name, as evidence; null where none is known.</param>
/// <param name="Domain">The registrable domain of the name, or the name itself where it is a public suffix.</param>
public sealed record Destination(
    string Key, string? HostName, string? Domain, IpAddress Address, bool IsLocal, GeoRecord Geo);
