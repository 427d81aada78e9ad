using System.Text;

namespace IoTWatch.Inputs.Packets;

/// <summary>Finds the Host field at the start of an HTTP/1 request (RFC 9112 section 3.2).</summary>
internal static class HttpHost
{
    private static ReadOnlySpan<byte> Host => "host:"u8;

    public static string? Read(ReadOnlySpan<byte> payload)
    {
        if (!IsRequest(payload))
            return null;
        for (var end = payload.IndexOf((byte)'\n'); end >= 0; end = payload.IndexOf((byte)'\n'))
        {
            payload = payload[(end + 1)..];
            if (payload.Length < Host.Length || !Ascii.EqualsIgnoreCase(payload[..Host.Length], Host))
                continue;
            var value = payload[Host.Length..];
            var line = value.IndexOfAny((byte)'\r', (byte)'\n');
            return line < 0 ? null : WireText.Read(value[..line].Trim(" \t"u8));
        }
        return null;
    }

    private static bool IsRequest(ReadOnlySpan<byte> payload) =>
        payload.StartsWith("GET "u8) || payload.StartsWith("POST "u8) || payload.StartsWith("PUT "u8)
        || payload.StartsWith("HEAD "u8)
        || payload.StartsWith("DELETE "u8) || payload.StartsWith("OPTIONS "u8) || payload.StartsWith("PATCH "u8);
}
