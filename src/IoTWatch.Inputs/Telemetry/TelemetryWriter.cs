using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>Writes the members of a telemetry object and leaves out unknown values.</summary>
internal sealed class TelemetryWriter
{
    private readonly byte[] _text = new byte[64];

    public Utf8JsonWriter Json { get; } = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    public void Mac(ReadOnlySpan<byte> key, MacAddress mac)
    {
        if (!mac.IsKnown)
            return;
        Span<byte> text = stackalloc byte[17];
        for (var i = 0; i < 6; i++)
        {
            var octet = (byte)(mac.Value >> (40 - 8 * i));
            text[3 * i] = Hex(octet >> 4);
            text[3 * i + 1] = Hex(octet & 15);
            if (i < 5)
                text[3 * i + 2] = (byte)':';
        }
        Json.WriteString(key, text);
    }

    public void Address(ReadOnlySpan<byte> key, IpAddress address)
    {
        Json.WritePropertyName(key);
        AddressValue(address);
    }

    public void AddressValue(IpAddress address) => Json.WriteStringValue(Format(address));

    public void Text(ReadOnlySpan<byte> key, string? text)
    {
        if (text is null)
            return;
        // UTF-8 has at most three bytes per UTF-16 unit: only a long text is encoded before it is written.
        if (text.Length * 3 <= NamePool.MaxNameBytes)
            Json.WriteString(key, text);
        else
            Json.WriteString(key, NamePool.Truncate(Encoding.UTF8.GetBytes(text)));
    }

    public void Number(ReadOnlySpan<byte> key, int? value)
    {
        if (value is { } known)
            Json.WriteNumber(key, known);
    }

    private ReadOnlySpan<byte> Format(IpAddress address)
    {
        var length = 0;
        if (!address.IsV4)
        {
            Span<byte> sixteen = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(sixteen, address.Value);
            new IPAddress(sixteen).TryFormat(_text, out length);
            return _text.AsSpan(0, length);
        }
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            Utf8Formatter.TryFormat((byte)(address.V4 >> shift), _text.AsSpan(length), out var written);
            length += written;
            if (shift > 0)
                _text[length++] = (byte)'.';
        }
        return _text.AsSpan(0, length);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
