using System.Buffers.Binary;
using System.Text;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>
/// Writes a TLS ClientHello with a server name (RFC 8446 section 4.1.2, RFC 6066 section 3) into a payload of given
/// length.
/// </summary>
/// <remarks>The padding extension (RFC 7685) fills the rest. A payload too short for the name stays zero.</remarks>
internal static class ClientHello
{
    // Record 5, handshake 4, version 2, random 32, session 1, ciphers 2 + 2, compression 2, extensions length 2.
    private const int Fixed = 52;

    public static void Fill(Span<byte> payload, string serverName)
    {
        var name = Encoding.ASCII.GetBytes(serverName);
        var padding = payload.Length - Fixed - (9 + name.Length) - 4;
        if (padding < 0)
            return;
        payload[0] = 0x16;
        payload[1] = 3;
        payload[2] = 1;
        Write(payload[3..], payload.Length - 5);
        payload[5] = 1;
        Write(payload[7..], payload.Length - 9);
        payload[9] = 3;
        payload[10] = 3;
        for (var i = 0; i < 32; i++)
            payload[11 + i] = (byte)(i * 37 + name.Length);
        payload[43] = 0;
        Write(payload[44..], 2);
        Write(payload[46..], 0xC02F);
        payload[48] = 1;
        payload[49] = 0;
        Write(payload[50..], payload.Length - Fixed);
        var extension = payload[Fixed..];
        Write(extension, 0);
        Write(extension[2..], name.Length + 5);
        Write(extension[4..], name.Length + 3);
        extension[6] = 0;
        Write(extension[7..], name.Length);
        name.CopyTo(extension[9..]);
        extension = extension[(9 + name.Length)..];
        Write(extension, 21);
        Write(extension[2..], padding);
    }

    private static void Write(Span<byte> to, int value) => BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)value);
}
