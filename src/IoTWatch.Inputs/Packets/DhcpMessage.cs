using System.Buffers.Binary;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>The fields of a DHCPv4 message that describe its client.</summary>
/// <remarks>
/// RFC 2131 section 2, options of RFC 2132 (12 host name, 50 requested address, 53 type), RFC 4702 (81 FQDN) and
/// RFC 8520 section 10 (161 MUD URL). A reply without a message type (BOOTP, or truncated) counts as an
/// acknowledgement.
/// </remarks>
internal ref struct DhcpMessage
{
    private const uint MagicCookie = 0x63825363;

    public MacAddress Client;
    public DhcpType Type;
    public IpAddress ClientAddress;
    public IpAddress YourAddress;
    public IpAddress RequestedAddress;
    public ReadOnlySpan<byte> HostName;
    public ReadOnlySpan<byte> MudUrl;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out DhcpMessage message)
    {
        message = default;
        if (bytes.Length < 44 || bytes[0] is not (1 or 2) || bytes[1] != 1 || bytes[2] != 6)
            return false;
        message.Client = MacAddress.FromBytes(bytes[28..]);
        message.ClientAddress = Address(bytes[12..]);
        message.YourAddress = Address(bytes[16..]);
        message.Type = bytes[0] == 2 ? DhcpType.Ack : DhcpType.Unknown;
        if (bytes.Length >= 240 && BinaryPrimitives.ReadUInt32BigEndian(bytes[236..]) == MagicCookie)
            message.ReadOptions(new ByteCursor(bytes[240..]));
        return message.Client is { IsKnown: true, IsMulticast: false };
    }

    private void ReadOptions(ByteCursor options)
    {
        ReadOnlySpan<byte> fqdn = default;
        while (options.Remaining > 0 && !options.HasFailed)
        {
            var code = options.U8();
            if (code == 0)
                continue;
            if (code == 255)
                break;
            var value = options.ReadBytes(options.U8());
            switch (code)
            {
                case 12:
                    HostName = value.TrimEnd((byte)0);
                    break;
                case 50 when value.Length == 4:
                    RequestedAddress = Address(value);
                    break;
                case 53 when value.Length == 1:
                    Type = (DhcpType)value[0];
                    break;
                case 81 when value.Length > 3:
                    fqdn = (value[0] & 4) != 0 ? FirstLabel(value[3..]) : value[3..].TrimEnd((byte)0);
                    break;
                case 161:
                    MudUrl = value;
                    break;
            }
        }
        if (HostName.IsEmpty)
            HostName = fqdn;
    }

    /// <summary>Returns the first label of a name in DNS encoding, which is the host name.</summary>
    private static ReadOnlySpan<byte> FirstLabel(ReadOnlySpan<byte> name) =>
        name.Slice(1, Math.Min(name[0], name.Length - 1));

    private static IpAddress Address(ReadOnlySpan<byte> four) =>
        BinaryPrimitives.ReadUInt32BigEndian(four) == 0 ? IpAddress.None : IpAddress.FromV4(four[..4]);
}
