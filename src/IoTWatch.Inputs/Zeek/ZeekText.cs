using System.Globalization;
using System.Text;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Reads names from rows: escape sequences are decoded and equal names share one string.</summary>
internal sealed class ZeekText
{
    private readonly NamePool _names = new();
    private readonly byte[] _buffer = new byte[4 * NamePool.MaxNameBytes];

    /// <summary>
    /// Returns the name in a field; null if it is unset, empty or a dash, which an HTTP client may send.
    /// </summary>
    public string? Name(in ZeekRow row, ZeekField field)
    {
        var value = row[field];
        return value.IsEmpty || value is [(byte)'-'] ? null : _names.Get(Unescape(value, row.HexEscapes));
    }

    /// <summary>Returns a DNS name in lower case without the final dot; null if it is unset.</summary>
    public string? DnsName(in ZeekRow row, ZeekField field)
    {
        var value = Unescape(row[field], row.HexEscapes);
        if (value.Length > 1 && value[^1] == '.')
            value = value[..^1];
        if (value.IsEmpty)
            return null;
        var lower = _buffer.AsSpan(0, value.Length);
        value.CopyTo(lower);
        foreach (ref var c in lower)
            if (c is >= (byte)'A' and <= (byte)'Z')
                c |= 0x20;
        return _names.Get(lower);
    }

    /// <summary>Decodes <c>\xHH</c> and truncates values that are too long for a name.</summary>
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> value, bool hexEscapes)
    {
        if (value.Length > _buffer.Length)
            value = value[.._buffer.Length];
        if (!hexEscapes || value.IndexOf("\\x"u8) < 0)
            return value;
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var isEscape = value[i] == '\\' && i + 3 < value.Length && value[i + 1] == 'x';
            if (isEscape
                && byte.TryParse(Encoding.ASCII.GetString(value.Slice(i + 2, 2)), NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture, out var hex))
            {
                _buffer[length++] = hex;
                i += 3;
            }
            else
            {
                _buffer[length++] = value[i];
            }
        }
        return _buffer.AsSpan(0, length);
    }
}
