namespace IoTWatch.Inputs.Registries;

/// <summary>What one MMDB file says of an address; 0 and null where it says nothing.</summary>
internal readonly record struct MmdbEntry(string? Country, uint Asn, string? Organisation);
