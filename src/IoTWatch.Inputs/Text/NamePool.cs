using System.Text;

namespace IoTWatch.Inputs.Text;

/// <summary>Returns one shared string for each repeated name, such as a server name or a DNS query.</summary>
/// <remarks>
/// A full pool is cleared, so that many unique names need no unbounded memory. Bytes that are not UTF-8 become U+FFFD.
/// Names are truncated to <see cref="MaxNameBytes"/>: a DNS name has at most 253 characters (RFC 1035 section 2.3.4), a
/// Host field adds a port, a DHCP option has at most 255 bytes. Not thread-safe.
/// </remarks>
internal sealed class NamePool(int capacity = 8192)
{
    public const int MaxNameBytes = 512;

    private readonly Dictionary<byte[], string> _names = new(Utf8Keys.Instance);

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > MaxNameBytes)
            utf8 = Truncate(utf8);
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(utf8, out var known))
            return known;
        if (_names.Count >= capacity)
            _names.Clear();
        var name = Encoding.UTF8.GetString(utf8);
        lookup[utf8] = name;
        return name;
    }

    /// <summary>Returns at most <see cref="MaxNameBytes"/> bytes and never a part of a character.</summary>
    public static ReadOnlySpan<byte> Truncate(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= MaxNameBytes)
            return utf8;
        var end = MaxNameBytes;
        while (end > MaxNameBytes - 4 && (utf8[end] & 0xC0) == 0x80)
            end--;
        return utf8[..end];
    }
}
