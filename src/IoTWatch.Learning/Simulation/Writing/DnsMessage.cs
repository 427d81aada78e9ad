using System.Buffers.Binary;
using System.Text;
using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Builds a DNS query for A records and its response (RFC 1035), with compressed names.</summary>
internal static class DnsMessage
{
    public static byte[] Question(ushort id, string name) => Message(id, 0x0100, name, [], 0);

    public static byte[] Answer(ushort id, DnsObservation dns) =>
        Message(id, 0x8180, dns.Query, dns.Answers, dns.TtlSeconds);

    private static byte[] Message(ushort id, ushort flags, string name, IReadOnlyList<IpAddress> answers, int ttl)
    {
        var message = new byte[12 + name.Length + 2 + 4 + 16 * answers.Count];
        var to = message.AsSpan();
        Write(ref to, id);
        Write(ref to, flags);
        Write(ref to, 1);
        Write(ref to, (ushort)answers.Count);
        to = to[4..];
        foreach (var label in name.Split('.'))
        {
            to[0] = (byte)label.Length;
            Encoding.ASCII.GetBytes(label, to[1..]);
            to = to[(label.Length + 1)..];
        }
        to = to[1..];
        Write(ref to, 1);
        Write(ref to, 1);
        foreach (var address in answers)
        {
            Write(ref to, 0xC00C);
            Write(ref to, 1);
            Write(ref to, 1);
            BinaryPrimitives.WriteInt32BigEndian(to, ttl);
            to = to[4..];
            Write(ref to, 4);
            BinaryPrimitives.WriteUInt32BigEndian(to, address.V4);
            to = to[4..];
        }
        return message;
    }

    private static void Write(ref Span<byte> to, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, value);
        to = to[2..];
    }
}
