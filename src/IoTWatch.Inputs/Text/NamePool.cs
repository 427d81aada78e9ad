using System.Text;

namespace IoTWatch.Inputs.Text;

/// <summary>Hands out one string for each name that comes up again and again (server names, queries, sensors).</summary>
/// <remarks>
/// Bounded: when full it is emptied and starts anew, so that a flood of unique names costs what decoding them costs and no memory.
/// Bytes that are not UTF-8 become U+FFFD. Names are cut to <see cref="MaxNameBytes"/>: DNS names have 253 characters at most
/// (RFC 1035 section 2.3.4), a Host header adds a port, a DHCP option has 255 bytes. Not thread-safe.
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
            utf8 = Cut(utf8);
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(utf8, out var known))
            return known;
        if (_names.Count >= capacity)
            _names.Clear();
        var name = Encoding.UTF8.GetString(utf8);
        lookup[utf8] = name;
        return name;
    }

    /// <summary>The first <see cref="MaxNameBytes"/> bytes, less a character that the cut would split.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= MaxNameBytes)
            return utf8;
        var end = MaxNameBytes;
        while (end > MaxNameBytes - 4 && (utf8[end] & 0xC0) == 0x80)
            end--;
        return utf8[..end];
    }
}
