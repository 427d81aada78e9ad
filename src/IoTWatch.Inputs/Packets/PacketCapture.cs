using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;

namespace IoTWatch.Inputs.Packets;

/// <summary>Packet captures as observations.</summary>
public static class PacketCapture
{
    public static bool Recognises(ReadOnlySpan<byte> head) => false;

    public static IEnumerable<Observation> Read(Stream stream, ReadReport report) => [];
}
