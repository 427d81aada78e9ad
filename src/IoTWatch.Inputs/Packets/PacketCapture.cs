using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Packets;

/// <summary>Reads a packet capture (pcap or pcapng) as observations in order of time.</summary>
public static class PacketCapture
{
    /// <summary>Returns true if a file that begins with these bytes is pcap or pcapng; four bytes are enough.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) =>
        PcapReader.Recognises(head) || PcapngReader.Recognises(head);

    /// <summary>
    /// Reads the packets while the result is enumerated; unused packets are counted in <paramref name="report"/>.
    /// </summary>
    public static IEnumerable<Observation> Read(Stream stream, ReadReport report)
    {
        using var buffer = new CaptureBuffer(stream, reason => report.Count(reason));
        if (Reader(buffer, report) is not { } reader)
        {
            report.Count("not-a-capture");
            yield break;
        }
        var order = new TimeOrder(FlowAssembler.Horizon);
        var assembler = new FlowAssembler(order.Add, report);
        while (reader.TryRead(out var packet))
        {
            assembler.Add(packet);
            order.AdvanceTo(assembler.Clock);
            while (order.TryTake(out var observation))
                yield return observation;
        }
        assembler.Complete();
        order.Complete();
        while (order.TryTake(out var observation))
            yield return observation;
        if (order.Late > 0)
            report.Count("late", order.Late);
    }

    private static IPacketReader? Reader(CaptureBuffer buffer, ReadReport report)
    {
        var head = buffer.Peek(4);
        if (PcapReader.Recognises(head))
            return new PcapReader(buffer, reason => report.Count(reason));
        return PcapngReader.Recognises(head) ? new PcapngReader(buffer, reason => report.Count(reason)) : null;
    }
}
