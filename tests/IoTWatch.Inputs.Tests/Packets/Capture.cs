using System.Buffers.Binary;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;

namespace IoTWatch.Inputs.Tests.Packets;

/// <summary>Builds a pcap file with packets at seconds after <see cref="Start"/>.</summary>
internal sealed class Capture(int linkType = 1)
{
    public const string Device = "192.168.1.50:49200";
    public const string Server = "203.0.113.9:8883";

    public static readonly DateTime Start = new(2024, 11, 1, 14, 0, 0, DateTimeKind.Utc);

    private readonly List<(long Nanoseconds, byte[] Bytes, int Length)> _packets = [];

    public ReadReport Report { get; } = new();

    public static DateTime At(double seconds) => Start.AddMilliseconds(Math.Truncate(seconds * 1000 + 1e-6));

    public Capture Add(double seconds, byte[] frame, int? cutTo = null)
    {
        var nanoseconds = (Start - DateTime.UnixEpoch).Ticks * 100 + (long)Math.Round(seconds * 1e9);
        _packets.Add((nanoseconds, cutTo is { } kept ? frame[..kept] : frame, frame.Length));
        return this;
    }

    /// <summary>A segment from the device to the server.</summary>
    public Capture Out(double seconds, string flags, uint sequence, int bytes = 0) =>
        Add(seconds, Frames.Tcp(Device, Server, flags, sequence, new byte[bytes]));

    /// <summary>A segment from the server to the device.</summary>
    public Capture In(double seconds, string flags, uint sequence, int bytes = 0) =>
        Add(seconds, Frames.Tcp(Server, Device, flags, sequence, new byte[bytes]));

    /// <summary>
    /// The three packets of a handshake; the first payload byte of the device has sequence number 101.
    /// </summary>
    public Capture Handshake(double seconds) =>
        Out(seconds, "S", 100).In(seconds + 0.01, "SA", 500).Out(seconds + 0.02, "A", 101);

    public byte[] ToPcap(uint magic = 0xA1B2C3D4, bool bigEndian = false)
    {
        var perFraction = magic == 0xA1B23C4D ? 1 : 1000;
        using var file = new MemoryStream();
        void Word(uint value)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(four, bigEndian ? BinaryPrimitives.ReverseEndianness(value)
                : value);
            file.Write(four);
        }
        Word(magic);
        // Version 2.4 as two 16-bit numbers.
        Word(bigEndian ? 0x0002_0004u : 0x0004_0002u);
        Word(0);
        Word(0);
        Word(65535);
        Word((uint)linkType);
        foreach (var (nanoseconds, bytes, length) in _packets)
        {
            Word((uint)(nanoseconds / 1_000_000_000));
            Word((uint)(nanoseconds % 1_000_000_000 / perFraction));
            Word((uint)bytes.Length);
            Word((uint)length);
            if (magic == 0xA1B2CD34)
                file.Write(new byte[8]);
            file.Write(bytes);
        }
        return file.ToArray();
    }

    public List<Observation> Read() => Read(ToPcap());

    public List<Observation> Read(byte[] file) => [.. PacketCapture.Read(new MemoryStream(file), Report)];

    public List<FlowObservation> Flows() => [.. Read().OfType<FlowObservation>()];

    public FlowObservation Flow() => Assert.Single(Flows());

    public List<LeaseObservation> Leases() => [.. Read().OfType<LeaseObservation>()];

    public List<DnsObservation> Answers() => [.. Read().OfType<DnsObservation>()];
}
