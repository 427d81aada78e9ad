namespace IoTWatch.Inputs.Packets;

/// <summary>What came of decoding one packet.</summary>
internal enum PacketOutcome : byte
{
    Decoded,
    LinkType,
    Truncated,
    NotIp,
    BadIp,
    Fragment,
    BadTransport,
    BadSource,
}
