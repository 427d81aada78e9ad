using System.Buffers.Binary;

namespace IoTWatch.Bench.Captures;

/// <summary>
/// Builds a large capture from small ones: the sources are merged into one home, which is repeated at later times and
/// with other addresses.
/// </summary>
/// <remarks>
/// All sources start at the same time. Repeat k is shifted by k spans of the whole, has k in the middle octets of
/// every private IPv4 address (10.k.k.x) and k in two octets of every unicast hardware address, also in ARP; DHCP
/// payloads and checksums are unchanged, because the compared readers do not verify checksums by default.
/// </remarks>
public sealed class RepeatedCapture(IReadOnlyList<string> sources)
{
    private const ushort Ipv4 = 0x0800;
    private const ushort Arp = 0x0806;

    public (long Packets, int Repeats, double Days) Write(string path, long atLeast)
    {
        var home = Merged();
        var span = home[^1].AtMicroseconds - home[0].AtMicroseconds + 1_000_000;
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        PcapFile.WriteHeader(output);
        long written = 0;
        var repeat = 0;
        for (; written < atLeast; repeat++)
            foreach (var record in home)
            {
                PcapFile.Write(output, Shifted(record, repeat, span * repeat));
                written++;
            }
        return (written, repeat, span * repeat / 86_400e6);
    }

    private List<PcapRecord> Merged()
    {
        var captures = sources.Select(PcapFile.Read).ToList();
        var start = captures.Max(capture => capture[0].AtMicroseconds);
        var merged = captures.SelectMany(capture => capture.Select(record =>
            record with { AtMicroseconds = record.AtMicroseconds - capture[0].AtMicroseconds + start })).ToList();
        return [.. merged.OrderBy(record => record.AtMicroseconds)];
    }

    private static PcapRecord Shifted(PcapRecord record, int repeat, long by)
    {
        var data = record.Data.ToArray();
        if (data.Length >= 14)
        {
            ShiftMac(data.AsSpan(0, 6), repeat);
            ShiftMac(data.AsSpan(6, 6), repeat);
            var type = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(12));
            if (type == Ipv4 && data.Length >= 34)
            {
                ShiftAddress(data.AsSpan(26, 4), repeat);
                ShiftAddress(data.AsSpan(30, 4), repeat);
            }
            else if (type == Arp && data.Length >= 42)
            {
                ShiftMac(data.AsSpan(22, 6), repeat);
                ShiftAddress(data.AsSpan(28, 4), repeat);
                ShiftMac(data.AsSpan(32, 6), repeat);
                ShiftAddress(data.AsSpan(38, 4), repeat);
            }
        }
        return record with { AtMicroseconds = record.AtMicroseconds + by, Data = data };
    }

    private static void ShiftMac(Span<byte> mac, int repeat)
    {
        if ((mac[0] & 1) == 0 && mac.ContainsAnyExcept((byte)0))
            BinaryPrimitives.WriteUInt16BigEndian(
                mac[3..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(mac[3..]) + repeat));
    }

    private static void ShiftAddress(Span<byte> address, int repeat)
    {
        var isPrivate = address[0] == 10
            || (address[0] == 192 && address[1] == 168)
            || (address[0] == 172 && address[1] >> 4 == 1);
        if (!isPrivate || address[3] == 255)
            return;
        (address[0], address[1], address[2]) = (10, (byte)(repeat >> 8), (byte)repeat);
    }
}
