using System.Net;
using IoTWatch.Core.Observations;
using MaxMind.Db;

namespace IoTWatch.Inputs.Registries;

/// <summary>Reads country, AS number and organisation of an address from one MMDB file.</summary>
/// <remarks>
/// Fields of GeoLite2 and DB-IP (<c>country.iso_code</c>, <c>autonomous_system_number</c>,
/// <c>autonomous_system_organization</c>), of ip-location-db (<c>country_code</c>) and of IPinfo (<c>country</c>,
/// <c>asn</c> as "AS13335", <c>as_name</c>).
/// </remarks>
internal sealed class MmdbFile(string name, Reader reader)
{
    public string Name => name;

    /// <exception cref="IOException">The file cannot be read; the message names it.</exception>
    public static MmdbFile Open(string path)
    {
        try
        {
            return new MmdbFile(Path.GetFileName(path), new Reader(path, FileAccessMode.MemoryMapped));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // For damaged metadata the reader throws exceptions that it does not document.
            throw new IOException($"{path}: not a readable MMDB file ({e.Message})", e);
        }
    }

    public static MmdbFile Open(string name, Stream stream) => new(name, new Reader(stream));

    public MmdbEntry Find(IpAddress address)
    {
        // In an IPv4 tree the reader would look up the first 32 bits of an IPv6 address, which is another address.
        if (!address.IsV4 && reader.Metadata.IPVersion == 4)
            return default;
        try
        {
            return reader.Find<Dictionary<string, object>>(ToNet(address)) is { } record ? Read(record) : default;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A damaged record counts as no entry.
            return default;
        }
    }

    private static MmdbEntry Read(Dictionary<string, object> record)
    {
        var country = Text(record, "country_code") ?? Text(record, "country")
            ?? Iso(record, "country") ?? Iso(record, "registered_country");
        var asn = Number(record, "autonomous_system_number") ?? Number(record, "asn");
        var organisation = Text(record, "autonomous_system_organization") ?? Text(record, "as_name");
        return new MmdbEntry(country is { Length: 2 } ? country.ToUpperInvariant() : null, asn ?? 0, organisation);
    }

    private static string? Iso(Dictionary<string, object> record, string name) =>
        record.GetValueOrDefault(name) is Dictionary<string, object> inner ? Text(inner, "iso_code") : null;

    private static string? Text(Dictionary<string, object> record, string name) =>
        record.GetValueOrDefault(name) as string;

    private static uint? Number(Dictionary<string, object> record, string name) => record.GetValueOrDefault(name) switch
    {
        int number and >= 0 => (uint)number,
        long number and >= 0 and <= uint.MaxValue => (uint)number,
        ulong number and <= uint.MaxValue => (uint)number,
        string text when text.StartsWith("AS", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.AsSpan(2), out var number) => number,
        _ => null,
    };

    private static IPAddress ToNet(IpAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, address.Value);
        return new IPAddress(address.IsV4 ? bytes[12..] : bytes);
    }
}
