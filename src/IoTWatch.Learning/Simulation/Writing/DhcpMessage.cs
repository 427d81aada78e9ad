using System.Buffers.Binary;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>
/// Builds a DHCP request and its acknowledgement (RFC 2131, options of RFC 2132), both with the host name.
/// </summary>
internal static class DhcpMessage
{
    public static byte[] Request(uint transaction, LeaseObservation lease) =>
        Message(transaction, lease, opcode: 1, type: 3);

    public static byte[] Ack(uint transaction, LeaseObservation lease) =>
        Message(transaction, lease, opcode: 2, type: 5);

    private static byte[] Message(uint transaction, LeaseObservation lease, byte opcode, byte type)
    {
        var name = Encoding.ASCII.GetBytes(lease.HostName ?? "");
        var message = new byte[300 + name.Length];
        message[0] = opcode;
        message[1] = 1;
        message[2] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), transaction);
        if (opcode == 2)
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(16), lease.Address.V4);
        for (var i = 0; i < 6; i++)
            message[28 + i] = (byte)(lease.Mac.Value >> (40 - 8 * i));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(236), 0x6382_5363);
        var options = message.AsSpan(240);
        Option(ref options, 53, [type]);
        Option(ref options, 50, Bytes(lease.Address));
        Option(ref options, 54, Bytes(HomeNetwork.Router));
        Option(ref options, 51, [0, 0, 0x0E, 0x10]);
        if (name.Length > 0)
            Option(ref options, 12, name);
        options[0] = 255;
        return message;
    }

    private static byte[] Bytes(IpAddress address)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address.V4);
        return bytes;
    }

    private static void Option(ref Span<byte> to, byte code, scoped ReadOnlySpan<byte> value)
    {
        to[0] = code;
        to[1] = (byte)value.Length;
        value.CopyTo(to[2..]);
        to = to[(2 + value.Length)..];
    }
}
