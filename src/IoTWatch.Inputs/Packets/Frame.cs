using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>A packet with its link layer taken off.</summary>
internal ref struct Frame
{
    public MacAddress SourceMac;
    public MacAddress DestinationMac;

    /// <summary>What the payload is; one of the constants of <see cref="LinkLayer"/>, or something nobody here reads.</summary>
    public ushort EtherType;

    public ReadOnlySpan<byte> Payload;

    /// <summary>Length of the payload on the wire.</summary>
    public int OriginalLength;
}
