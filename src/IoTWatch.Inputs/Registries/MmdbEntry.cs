namespace IoTWatch.Inputs.Registries;

/// <summary>The entry of an address in one MMDB file; 0 and null for missing fields.</summary>
internal readonly record struct MmdbEntry(string? Country, uint Asn, string? Organisation);
