namespace IoTWatch.Inputs.Packets;

/// <summary>The result of decoding one packet.</summary>
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
