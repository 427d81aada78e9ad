using System.Text;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Decodes DNS responses to A and AAAA queries.</summary>
/// <remarks>
/// RFC 1035 section 4. All A and AAAA records of the answer section are read, whatever their name, because resolvers
/// put the addresses at the end of a CNAME chain there. The TTL is the minimum of the section. 0.0.0.0 and :: are left
/// out: DNS filters answer with them to block a name. Compression pointers must point backwards, and their number is
/// limited.
/// </remarks>
internal static class DnsMessage
{
    private const int MaxJumps = 16;
    private const int MaxNameBytes = 255;
    private const int MaxAnswers = 64;

    /// <summary>Decodes a message; returns false if it is malformed or truncated.</summary>
    /// <param name="message">The DNS message.</param>
    /// <param name="packet">The packet that carried it.</param>
    /// <param name="answer">
    /// The response, also for a truncated message with at least one address; null if the message is no response to an
    /// address query.
    /// </param>
    public static bool TryRead(ReadOnlySpan<byte> message, in Packet packet, out DnsObservation? answer)
    {
        answer = null;
        var fields = new ByteCursor(message);
        fields.U16();
        var flags = fields.U16();
        var questions = fields.U16();
        var records = fields.U16();
        fields.U32();
        if (fields.HasFailed)
            return false;
        // Only a response (QR set) to a standard query (opcode 0).
        if ((flags & 0xF800) != 0x8000 || questions != 1)
            return true;
        var at = 12;
        if (!TryName(message, ref at, out var query) || at + 4 > message.Length)
            return false;
        var type = message[at] << 8 | message[at + 1];
        if (type is not (1 or 28) || query.Length == 0)
            return true;
        at += 4;
        var addresses = new List<IpAddress>();
        var ttl = uint.MaxValue;
        var isWhole = true;
        for (var i = 0; i < records && isWhole; i++)
            isWhole = TryAnswer(message, ref at, addresses, ref ttl);
        // Truncated without an address: whether the name has addresses is unknown.
        if (!isWhole && addresses.Count == 0)
            return false;
        answer = new DnsObservation
        {
            At = CaptureTime.ToDateTime(packet.AtMs),
            Mac = packet.DestinationMac,
            Client = packet.Destination.Address,
            Query = query,
            Type = type == 1 ? "A" : "AAAA",
            Answers = addresses,
            TtlSeconds = ttl > int.MaxValue ? 0 : (int)ttl,
        };
        return isWhole;
    }

    private static bool TryAnswer(ReadOnlySpan<byte> message, ref int at, List<IpAddress> addresses, ref uint ttl)
    {
        if (!TrySkipName(message, ref at))
            return false;
        var fields = new ByteCursor(message[at..]);
        var type = fields.U16();
        fields.U16();
        var seconds = fields.U32();
        var data = fields.ReadBytes(fields.U16());
        if (fields.HasFailed)
            return false;
        at = message.Length - fields.Remaining;
        if (type is 1 or 5 or 28)
            ttl = Math.Min(ttl, seconds);
        if (addresses.Count == MaxAnswers)
            return true;
        if (type == 1 && data.Length == 4 && data.ContainsAnyExcept((byte)0))
            addresses.Add(IpAddress.FromV4(data));
        else if (type == 28 && data.Length == 16 && data.ContainsAnyExcept((byte)0))
            addresses.Add(IpAddress.FromV6(data));
        return true;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at)
    {
        for (var bytes = 0; bytes <= MaxNameBytes && at < message.Length; bytes++)
        {
            var length = message[at];
            if (length >= 0xC0)
            {
                at += 2;
                return at <= message.Length;
            }
            at += length + 1;
            if (length == 0 || length > 63)
                return length == 0;
        }
        return false;
    }

    private static bool TryName(ReadOnlySpan<byte> message, ref int at, out string name)
    {
        var text = new StringBuilder(64);
        name = "";
        int cursor = at, jumps = 0, bytes = 0;
        while (cursor < message.Length)
        {
            var length = message[cursor];
            if (length == 0)
            {
                at = jumps == 0 ? cursor + 1 : at;
                name = text.ToString();
                return true;
            }
            if (length >= 0xC0)
            {
                if (cursor + 1 >= message.Length)
                    return false;
                var target = (length & 0x3F) << 8 | message[cursor + 1];
                if (target >= cursor || ++jumps > MaxJumps)
                    return false;
                if (jumps == 1)
                    at = cursor + 2;
                cursor = target;
                continue;
            }
            bytes += length + 1;
            if (length > 63 || bytes > MaxNameBytes || cursor + 1 + length > message.Length)
                return false;
            if (text.Length > 0)
                text.Append('.');
            foreach (var b in message.Slice(cursor + 1, length))
                if (b == '.')
                    text.Append("\\x2e");
                else
                    WireText.Append(text, b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b);
            cursor += length + 1;
        }
        return false;
    }
}
