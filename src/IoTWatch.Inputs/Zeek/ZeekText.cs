using System.Globalization;
using System.Text;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Names out of rows: escapes undone, one string for each name.</summary>
internal sealed class ZeekText
{
    private readonly NamePool _names = new();
    private readonly byte[] _plain = new byte[4 * NamePool.MaxNameBytes];

    /// <summary>The name in a field; null where it is unset, empty or a dash (Zeek's http log writes the client's own dash as it came).</summary>
    public string? Name(in ZeekRow row, ZeekField field)
    {
        var value = row[field];
        return value.IsEmpty || value is [(byte)'-'] ? null : _names.Get(Plain(value, row.HexEscapes));
    }

    /// <summary>A DNS name: lower case, without the final dot; null where unset.</summary>
    public string? DnsName(in ZeekRow row, ZeekField field)
    {
        var value = Plain(row[field], row.HexEscapes);
        if (value.Length > 1 && value[^1] == '.')
            value = value[..^1];
        if (value.IsEmpty)
            return null;
        var lower = _plain.AsSpan(0, value.Length);
        value.CopyTo(lower);
        foreach (ref var c in lower)
            if (c is >= (byte)'A' and <= (byte)'Z')
                c |= 0x20;
        return _names.Get(lower);
    }

    /// <summary>Undoes <c>\xHH</c>, and cuts what is far too long for a name.</summary>
    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> value, bool hexEscapes)
    {
        if (value.Length > _plain.Length)
            value = value[.._plain.Length];
        if (!hexEscapes || value.IndexOf("\\x"u8) < 0)
            return value;
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var isEscape = value[i] == '\\' && i + 3 < value.Length && value[i + 1] == 'x';
            if (isEscape && byte.TryParse(Encoding.ASCII.GetString(value.Slice(i + 2, 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            {
                _plain[length++] = hex;
                i += 3;
            }
            else
            {
                _plain[length++] = value[i];
            }
        }
        return _plain.AsSpan(0, length);
    }
}
