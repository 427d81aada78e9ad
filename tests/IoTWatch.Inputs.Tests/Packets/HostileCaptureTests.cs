using CsCheck;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;
using IoTWatch.Tests;

namespace IoTWatch.Inputs.Tests.Packets;

public class HostileCaptureTests
{
    private static readonly byte[] Seed = Everything();

    [Fact]
    public void A_mutated_capture_never_throws_and_stays_in_order() =>
        Gen.Select(Gen.Int[24, Seed.Length - 1], Gen.Byte, Gen.Int[0, 40]).Array[1, 20].Sample(
            mutations =>
            {
                var file = (byte[])Seed.Clone();
                foreach (var (at, value, run) in mutations)
                    file.AsSpan(at, Math.Min(run, file.Length - at)).Fill(value);
                AssertReadable(new MemoryStream(file));
            },
            iter: 5000);

    [Fact]
    public void Random_packets_on_every_link_never_throw() =>
        Gen.Select(Gen.OneOfConst(0, 1, 9, 12, 51, 101, 104, 108, 113, 228, 229, 276), Gen.Byte.Array[0, 120]).Sample(
            packet => AssertReadable(new MemoryStream(new Capture(packet.Item1).Add(0, packet.Item2).ToPcap())),
                iter: 20_000);

    [Fact]
    public void Every_capture_of_the_robustness_set_is_read_without_an_exception()
    {
        var head = new byte[4];
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Path("robustness"), "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenRead(path);
            if (!PacketCapture.Recognises(head.AsSpan(0, file.Read(head))))
                continue;
            file.Position = 0;
            AssertReadable(file);
            read++;
        }
        Assert.True(read > 1000, $"only {read} captures were recognised");
    }

    private static void AssertReadable(Stream stream)
    {
        var last = DateTime.MinValue;
        foreach (var observation in PacketCapture.Read(stream, new ReadReport()))
        {
            Assert.True(observation.At >= last);
            last = observation.At;
            if (observation is FlowObservation flow)
                Assert.True(flow.Bursts.All(b => b.OffsetMs >= 0) && flow.DurationMs >= 0);
        }
    }

    /// <summary>One packet of each kind whose payload is decoded.</summary>
    private static byte[] Everything()
    {
        byte[] dns =
            [0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 1, (byte)'a', 0, 0, 1, 0, 1, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0,
                4, 203, 0, 113, 9];
        byte[] hello =
            [22, 3, 1, 0, 60, 1, 0, 0, 56, 3, 3, .. new byte[32], 0, 0, 2, 19, 1, 1, 0, 0, 13, 0, 0, 0, 9, 0, 7, 0, 0,
                4, .. Frames.Text("a.bc"), 0];
        byte[] dhcp =
            [1, 1, 6, 0, .. new byte[24], .. Frames.DeviceMac, .. new byte[202], 0x63, 0x82, 0x53, 0x63, 53, 1, 3, 12,
                2, 65, 66, 81, 4, 4, 0, 0, 1, 255];
        byte[] arp = [0, 1, 8, 0, 6, 4, 0, 1, .. Frames.DeviceMac, 192, 168, 1, 50, .. new byte[10]];
        byte[] advertisement = [136, 0, 0, 0, .. new byte[4], .. Frames.Ip("2001:db8::50"), 2, 1, .. Frames.DeviceMac];
        return new Capture().Handshake(0)
            .Add(0.1, Frames.Tcp(Capture.Device, Capture.Server, "PA", 101, hello[..40]))
                .Add(0.2, Frames.Tcp(Capture.Device, Capture.Server, "PA", 141, hello[40..]))
            .Add(1, Frames.Udp("203.0.113.53:53", "192.168.1.50:40000", dns))
                .Add(2, Frames.Udp("0.0.0.0:68", "255.255.255.255:67", dhcp))
            .Add(3, Frames.Ethernet(arp, 0x0806))
                .Add(4, Frames.Ethernet(Frames.Ipv6("fe80::1", "ff02::1", 58, advertisement, 255), 0x86DD))
            .Add(65,
                Frames.Tcp(Capture.Device, "203.0.113.9:80", "PA", 1,
                    Frames.Text("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")))
            .Out(70, "FA", 181).In(71, "FA", 501).ToPcap();
    }
}
