using System.Buffers.Binary;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Tests.Packets;

public class PcapngReaderTests
{
    private static readonly byte[] Packet = Frames.Udp("192.168.1.50:40000", "203.0.113.9:123", new byte[48]);
    private static readonly byte[] Other = Frames.Udp("192.168.1.51:40000", "203.0.113.9:123", new byte[48]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Enhanced_simple_and_obsolete_packets_are_read_in_either_byte_order(bool bigEndian)
    {
        var file = new Builder(bigEndian).Section().Interface(1)
            .Enhanced(0, 1_000_000, Packet).Unknown().Simple(Packet).Obsolete(0, 2_500_000, Packet);
        var flow = Assert.IsType<FlowObservation>(Assert.Single(Read(file, out _)));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1), flow.At);
        Assert.Equal(3, flow.PacketsOut);
        Assert.Equal(1500, flow.DurationMs);
    }

    [Theory]
    [InlineData(3, 5_000ul)]
    [InlineData(0, 5ul)]
    [InlineData(9, 5_000_000_000ul)]
    [InlineData(12, 5_000_000_000_000ul)]
    [InlineData(0x80 | 10, 5ul << 10)]
    public void The_time_resolution_of_an_interface_is_obeyed(byte resolution, ulong ticks)
    {
        var file = new Builder().Section().Interface(1, Option(9, [resolution])).Enhanced(0, ticks, Packet);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(5), Assert.Single(Read(file, out _)).At);
    }

    [Fact]
    public void The_time_offset_of_an_interface_is_added()
    {
        var offset = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(offset, 1_700_000_000);
        var file = new Builder().Section().Interface(1, Option(14, offset)).Enhanced(0, 5_000_000, Packet);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_700_000_005), Assert.Single(Read(file, out _)).At);
    }

    [Fact]
    public void Each_section_has_its_own_interfaces_and_byte_order()
    {
        var file = new Builder().Section().Interface(1).Enhanced(0, 1_000_000, Packet);
        var second = new Builder(bigEndian: true).Section().Interface(101).Interface(1, Option(9, [3]))
            .Enhanced(1, 2_000, Other).Enhanced(0, 3_000_000, Other[14..]);
        var report = new ReadReport();
        var flows =
            IoTWatch.Inputs.Packets.PacketCapture.Read(new MemoryStream([.. file.Bytes, .. second.Bytes]), report)
                .ToList();
        Assert.Equal([1, 2], flows.Select(f => (f.At - DateTime.UnixEpoch).TotalSeconds));
        Assert.Equal(2, ((FlowObservation)flows[1]).PacketsOut);
    }

    [Fact]
    public void A_packet_of_an_unknown_interface_is_counted_and_the_rest_is_read()
    {
        var file = new Builder().Section().Interface(1).Enhanced(7, 1_000_000, Packet).Enhanced(0, 1_000_000, Packet);
        Assert.Single(Read(file, out var report));
        Assert.Equal(1, report.Reasons["unknown-interface"]);
    }

    [Fact]
    public void An_invalid_time_is_counted()
    {
        var file = new Builder().Section().Interface(1).Enhanced(0, ulong.MaxValue, Packet);
        Assert.Empty(Read(file, out var report));
        Assert.Equal(1, report.Reasons["bad-time"]);
    }

    [Fact]
    public void A_captured_length_beyond_its_block_is_counted()
    {
        var builder = new Builder().Section().Interface(1).Enhanced(0, 1_000_000, Packet);
        var file = builder.Bytes.ToArray();
        // The captured length is the fourth word of the last block's body.
        var block = file.Length - (12 + 20 + (Packet.Length + 3 & ~3));
        file[block + 8 + 12 + 1] = 0x7F;
        var report = new ReadReport();
        Assert.Empty(IoTWatch.Inputs.Packets.PacketCapture.Read(new MemoryStream(file), report));
        Assert.Equal(1, report.Reasons["bad-block"]);
    }

    [Fact]
    public void A_block_with_an_impossible_length_ends_the_file()
    {
        var file = new Builder().Section().Interface(1).Enhanced(0, 1_000_000, Packet);
        file.Bytes.AddRange([6, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0]);
        Assert.Single(Read(file, out var report));
        Assert.Equal(1, report.Reasons["absurd-length"]);
    }

    private static List<Observation> Read(Builder file, out ReadReport report) =>
        [.. IoTWatch.Inputs.Packets.PacketCapture.Read(new MemoryStream([.. file.Bytes]),
            report = new ReadReport())];

    private static byte[] Option(ushort code, byte[] value) =>
        [.. U16(code), .. U16((ushort)value.Length), .. value, .. new byte[(4 - value.Length % 4) % 4]];

    private static byte[] U16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private sealed class Builder(bool bigEndian = false)
    {
        public List<byte> Bytes { get; } = [];

        public Builder Section() =>
            Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D), .. U16(1), .. U16(0), .. U32(uint.MaxValue), .. U32(uint.MaxValue)]);

        public Builder Interface(ushort linkType, byte[]? littleEndianOption = null)
        {
            var option = littleEndianOption ?? [];
            if (bigEndian && option.Length > 0)
            {
                (option[0], option[1]) = (option[1], option[0]);
                (option[2], option[3]) = (option[3], option[2]);
            }
            return Block(1, [.. U16(linkType), .. U16(0), .. U32(0), .. option]);
        }

        public Builder Enhanced(uint number, ulong ticks, byte[] packet) =>
            Block(6, [.. U32(number), .. Packet(ticks, packet)]);

        public Builder Obsolete(ushort number, ulong ticks, byte[] packet) =>
            Block(2, [.. U16(number), .. U16(0), .. Packet(ticks, packet)]);

        public Builder Simple(byte[] packet) => Block(3, [.. U32((uint)packet.Length), .. Padded(packet)]);

        public Builder Unknown() => Block(0x0BAD, new byte[40]);

        private byte[] Packet(ulong ticks, byte[] packet) =>
            [.. U32((uint)(ticks >> 32)), .. U32((uint)ticks), .. U32((uint)packet.Length), .. U32((uint)packet.Length),
                .. Padded(packet)];

        private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[(4 - bytes.Length % 4) % 4]];

        private Builder Block(uint type, byte[] body)
        {
            var length = U32((uint)body.Length + 12);
            Bytes.AddRange([.. U32(type), .. length, .. body, .. length]);
            return this;
        }

        private byte[] U16(ushort value) =>
            bigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];

        private byte[] U32(uint value) => bigEndian ? Frames.U32(value) : Frames.Swap32(Frames.U32(value));
    }
}
