using System.Buffers.Binary;
using System.Globalization;

namespace IoTWatch.Bench.Captures;

/// <summary>
/// Writes generated Zeek and pcap files as input of the benchmarks.
/// </summary>
public static class SampleFiles
{
    public const int Devices = 30;

    public static string ZeekConn(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"iotwatch-bench-{Environment.ProcessId}-conn.log");
        using var output = new StreamWriter(path) { NewLine = "\n" };
        output.WriteLine("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn");
        output.WriteLine(
            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration"
            + "\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory"
            + "\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents");
        output.WriteLine(
            "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval"
            + "\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]");
        for (var i = 0; i < rows; i++)
        {
            var ts = (1_700_000_000 + i * 0.25).ToString("F6", CultureInfo.InvariantCulture);
            output.WriteLine(
                $"{ts}\tC{i:x12}\t192.168.1.{2 + i % Devices}\t{32_768 + i % 28_000}\t203.0.113.{i % 40}\t443\ttcp\tssl"
                + "\t0.812345\t310\t298\tSF\t-\t-\t0\tShADadFf\t9\t690\t8\t630\t(empty)");
        }
        return path;
    }

    /// <summary>TCP segments of connections of ten packets each, Ethernet and IPv4, 100 bytes of payload.</summary>
    public static string Pcap(int packets)
    {
        var path = Path.Combine(Path.GetTempPath(), $"iotwatch-bench-{Environment.ProcessId}.pcap");
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        PcapFile.WriteHeader(output);
        for (var i = 0; i < packets; i++)
            PcapFile.Write(output, new PcapRecord(1_700_000_000_000_000 + i * 2_000L, 154, Segment(i)));
        return path;
    }

    private static byte[] Segment(int i)
    {
        var (connection, step) = (i / 10, i % 10);
        var outbound = step % 2 == 0;
        var frame = new byte[154];
        var device = (byte)(2 + connection % Devices);
        ((byte[])[
            0x02, 0, 0, 0, 0, outbound ? (byte)1 : device, 0x02, 0, 0, 0, 0, outbound ? device : (byte)1, 0x08, 0x00,
            0x45]).CopyTo(frame, 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(16), 140);
        (frame[22], frame[23]) = (64, 6);
        byte[] home = [192, 168, 1, device], away = [203, 0, 113, (byte)(connection % 40)];
        (outbound ? home : away).CopyTo(frame, 26);
        (outbound ? away : home).CopyTo(frame, 30);
        var port = (ushort)(32_768 + connection % 28_000);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(34), outbound ? port : (ushort)443);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(36), outbound ? (ushort)443 : port);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(38), (uint)(step / 2 * 100));
        frame[46] = 0x50;
        frame[47] = step switch { 0 => 0x02, 1 => 0x12, 8 or 9 => 0x11, _ => 0x18 };
        return frame;
    }
}
