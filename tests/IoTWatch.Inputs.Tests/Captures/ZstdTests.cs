using System.Buffers.Binary;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Tests.Packets;
using IoTWatch.Inputs.Tests.Zeek;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace IoTWatch.Inputs.Tests.Captures;

/// <summary>Captures compressed with Zstandard: by the library, by the zstd program and by hand.</summary>
public sealed class ZstdTests : IDisposable
{
    // Skippable frame (RFC 8878 section 3.1.2): magic, length, data.
    private static readonly byte[] SkippableFrame = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];

    // Frame header that asks for a window of 256 MiB, then one last raw block with the byte 'a'.
    private static readonly byte[] HugeWindow = [0x28, 0xB5, 0x2F, 0xFD, 0, 18 << 3, 0x09, 0, 0, (byte)'a'];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats => ["pcap", "pcapng", "zeek-tsv", "zeek-json", "telemetry"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_format_reads_the_same_plain_and_compressed(string format)
    {
        var bytes = Content(format);
        var expected = Describe(_folder.Read(_folder.Add("plain", bytes)));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Describe(_folder.Read(_folder.AddGzip("packed.1", bytes))));
        Assert.Equal(expected, Describe(_folder.Read(_folder.Add("packed.2", Zstd(bytes)))));
        Assert.Empty(_folder.Report.Reasons);
    }

    [Fact]
    public void A_file_of_the_zstd_program_is_read()
    {
        // A conn log with two rows, compressed with "zstd -19 --check".
        var file = Path.Combine(AppContext.BaseDirectory, "Captures", "Data", "conn.log.zst");
        Assert.Equal([1001, 1002], _folder.Read(file).Cast<FlowObservation>().Select(flow => (int)flow.Source.Port));
        Assert.Empty(_folder.Report.Reasons);
    }

    [Fact]
    public void Skippable_and_concatenated_frames_are_read_as_one_stream()
    {
        var log = Encoding.UTF8.GetBytes(Some.Conn(Some.ConnRow(uid: "C1"), Some.ConnRow(uid: "C2")));
        byte[] bytes =
            [.. SkippableFrame, .. Zstd(log[..100]), .. SkippableFrame, .. Zstd(log[100..]), .. SkippableFrame];
        Assert.Equal(2, _folder.Read(_folder.Add("conn.log", bytes)).Count);
        Assert.Empty(_folder.Report.Reasons);
    }

    [Fact]
    public void A_truncated_file_gives_its_rows_and_is_reported_like_a_truncated_gzip()
    {
        var bytes = Zstd(ManyRows(), level: 1);
        var read = _folder.Read(_folder.Add("conn.log.zst", bytes[..(bytes.Length / 2)]));
        Assert.InRange(read.Count, 1000, 4999);
        Assert.Equal(1, _folder.Report.Reasons["truncated-zstd"]);
    }

    [Fact]
    public void A_file_truncated_at_any_length_is_reported_and_never_throws()
    {
        var log = Encoding.UTF8.GetBytes(Some.Conn(Some.ConnRow()));
        var first = Zstd(log);
        byte[] bytes = [.. first, .. SkippableFrame, .. Zstd("#close\t2024\n"u8.ToArray())];
        // The file may also end between two frames, which is no damage.
        int[] frameEnds = [first.Length, first.Length + SkippableFrame.Length];
        for (var length = 4; length < bytes.Length; length++)
        {
            var damage = new List<string>();
            using (var stream = new CaptureStream(_folder.Add("cut", bytes[..length]), damage.Add))
                stream.CopyTo(Stream.Null);
            Assert.Equal(frameEnds.Contains(length) ? [] : ["truncated-zstd"], damage);
        }
    }

    [Fact]
    public void Damaged_data_and_a_wrong_checksum_are_reported()
    {
        var bytes = Zstd(ManyRows(), checksum: true);
        bytes[^1] ^= 0x40;
        Assert.InRange(_folder.Read(_folder.Add("conn.log", bytes)).Count, 1000, 5000);
        Assert.Equal(1, _folder.Report.Reasons["damaged-zstd"]);

        byte[] other = [.. SkippableFrame, 1, 2, 3, 4, 5, 6, 7, 8];
        Assert.EndsWith("damaged zstd", Unreadable(other), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_larger_than_128_MiB_is_refused() =>
        Assert.EndsWith("zstd window too large", Unreadable(HugeWindow), StringComparison.Ordinal);

    [Fact]
    public void A_frame_that_decompresses_to_gigabytes_needs_bounded_memory()
    {
        var path = Path.Combine(_folder.Path, "bomb.zst");
        using (var packed = new CompressionStream(File.Create(path), level: 1, leaveOpen: false))
        {
            packed.Write(Encoding.UTF8.GetBytes(Some.Conn()));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 256; i++)
                packed.Write(zeros);
        }
        Assert.InRange(new FileInfo(path).Length, 0, 100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(_folder.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal(1, _folder.Report.Reasons["row-too-long"]);
    }

    private static byte[] ManyRows() => Encoding.UTF8.GetBytes(Some.Conn([.. Enumerable.Range(0, 5000)
        .Select(i => Some.ConnRow(at: 1545403816 + i * 7.31, uid: $"C{i * 7919}"))]));

    private string Unreadable(byte[] bytes)
    {
        File.Delete(Path.Combine(_folder.Path, "x"));
        _folder.Add("x", bytes);
        _folder.Read(_folder.Path);
        return _folder.Report.Unreadable.Single(line => line.Contains("/x: ", StringComparison.Ordinal));
    }

    private static byte[] Zstd(byte[] bytes, int level = 3, bool checksum = false)
    {
        var packed = new MemoryStream();
        using (var stream = new CompressionStream(packed, level))
        {
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, checksum ? 1 : 0);
            stream.Write(bytes);
        }
        return packed.ToArray();
    }

    private static byte[] Content(string format) => format switch
    {
        "pcap" => new Capture().Handshake(0).Out(1, "PA", 101, 40).In(2, "PA", 500, 40).ToPcap(),
        "pcapng" => Pcapng(Frames.Udp("192.168.1.50:40000", "203.0.113.9:123", new byte[48])),
        "zeek-tsv" => Encoding.UTF8.GetBytes(Some.Conn(Some.ConnRow(uid: "C1"), Some.ConnRow(uid: "C2"))),
        "zeek-json" => """
            {"_path":"conn","ts":1545403816.9,"uid":"C1","id.orig_h":"192.168.1.195","id.orig_p":41040,
            "id.resp_h":"185.244.25.235","id.resp_p":80,"proto":"tcp","conn_state":"SF"}
            """u8.ToArray().Where(c => c != '\n').ToArray(),
        _ => """{"schema":"iotwatch.lease/1","ts":1730470060000,"mac":"e8:6e:3a:2b:cc:08","ip":"192.168.1.50"}"""u8
            .ToArray(),
    };

    /// <summary>Returns a section header, an Ethernet interface and one enhanced packet block.</summary>
    private static byte[] Pcapng(byte[] packet)
    {
        var padding = new byte[-packet.Length & 3];
        return
        [
            .. Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D), .. U32(1), .. U32(uint.MaxValue), .. U32(uint.MaxValue)]),
            .. Block(1, [.. U32(1), .. U32(0)]),
            .. Block(6,
            [
                .. U32(0), .. U32(0), .. U32(1_000_000), .. U32((uint)packet.Length), .. U32((uint)packet.Length),
                .. packet, .. padding,
            ]),
        ];
    }

    private static byte[] Block(uint type, byte[] body)
    {
        var length = U32((uint)body.Length + 12);
        return [.. U32(type), .. length, .. body, .. length];
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static List<string> Describe(List<Observation> observations) =>
        [.. observations.Select(observation => Encoding.UTF8.GetString(Encode(observation)))];

    private static ReadOnlySpan<byte> Encode(Observation observation)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        TelemetryCodec.Encode(observation, -1, buffer);
        return buffer.WrittenSpan;
    }
}
