using System.Buffers.Binary;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>The sequence numbers of one simulated TCP connection; builds its segments (RFC 9293), without options.</summary>
internal sealed class TcpTalk(ushort seed)
{
    private uint _device = seed * 65_537u;
    private uint _other = seed * 40_503u + 7;

    public byte[] Segment(ScriptedPacket packet, Endpoint from, Endpoint to, ReadOnlySpan<byte> payload)
    {
        ref var own = ref packet.FromDevice ? ref _device : ref _other;
        var acknowledged = packet.FromDevice ? _other : _device;
        var (flags, consumed) = packet.Mark switch
        {
            TcpMark.Syn => (0x02, 0u),
            TcpMark.SynAck => (0x12, 1u),
            TcpMark.Data => (0x18, (uint)payload.Length),
            TcpMark.Fin => (0x11, 1u),
            _ => (0x10, 0u),
        };
        var segment = new byte[20 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), own);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), packet.Mark == TcpMark.Syn ? 0 : packet.Mark == TcpMark.SynAck ? acknowledged + 1 : acknowledged);
        segment[12] = 5 << 4;
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), 29_200);
        payload.CopyTo(segment.AsSpan(20));
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(16), Frames.TransportChecksum(from.Address, to.Address, TransportProtocol.Tcp, segment));

        // A SYN may be repeated: its one number counts only when it is answered.
        if (packet.Mark == TcpMark.SynAck)
            _device++;
        own += consumed;
        return segment;
    }
}
