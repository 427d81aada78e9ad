using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>A packet after the link layer has been decoded.</summary>
internal ref struct Frame
{
    public MacAddress SourceMac;
    public MacAddress DestinationMac;

    /// <summary>The type of the payload: a constant of <see cref="LinkLayer"/> or a type that is not decoded.</summary>
    public ushort EtherType;

    public ReadOnlySpan<byte> Payload;

    /// <summary>The length of the payload on the wire.</summary>
    public int OriginalLength;
}
