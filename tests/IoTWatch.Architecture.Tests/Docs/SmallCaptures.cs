using System.Buffers.Binary;
using System.IO.Compression;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>Writes small files with the names in the README's examples: one device, one packet a minute.</summary>
internal static class SmallCaptures
{
    private const int Calls = 15;
    private const uint FirstSecond = 1_730_470_000;

    public static void Write(string folder)
    {
        var pcap = Pcap();
        File.WriteAllBytes(Path.Combine(folder, "capture.pcap"), pcap);
        using (var zipped = new GZipStream(File.Create(Path.Combine(folder, "week.pcap.gz")), CompressionLevel.Fastest))
            zipped.Write(pcap);
        Directory.CreateDirectory(Path.Combine(folder, "zeek-logs"));
        File.WriteAllText(Path.Combine(folder, "zeek-logs", "conn.log"), ConnLog());
    }

    /// <summary>Classic pcap, Ethernet: one UDP packet a minute from 192.168.1.50 to 203.0.113.9:4000.</summary>
    private static byte[] Pcap()
    {
        using var bytes = new MemoryStream();
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2c3d4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        bytes.Write(header);
        byte[] packet =
        [
            0x02, 0, 0, 0, 0, 1, 0xe8, 0x6e, 0x3a, 0x2b, 0xcc, 0x08, 0x08, 0x00,
            0x45, 0, 0, 32, 0, 0, 0, 0, 64, 17, 0, 0, 192, 168, 1, 50, 203, 0, 113, 9,
            0xc0, 0x00, 0x0f, 0xa0, 0, 12, 0, 0, 1, 2, 3, 4,
        ];
        Span<byte> record = stackalloc byte[16];
        for (uint call = 0; call < Calls; call++)
        {
            record.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(record, FirstSecond + (60 * call));
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], packet.Length);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], packet.Length);
            bytes.Write(record);
            bytes.Write(packet);
        }
        return bytes.ToArray();
    }

    private static string ConnLog() =>
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
        + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration"
        + "\torig_bytes\tresp_bytes\tconn_state\n"
        + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\n"
        + string.Concat(Enumerable.Range(0, Calls).Select(call =>
            $"{FirstSecond + (60 * call)}.000000\tC{call}\t192.168.1.50\t49152\t203.0.113.9\t4000"
            + "\ttcp\t-\t0.5\t310\t298\tSF\n"));
}
