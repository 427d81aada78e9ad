namespace IoTWatch.Inputs.Packets;

/// <summary>Holds a packet whose time is more than an hour ahead until the next packet confirms the jump.</summary>
/// <remarks>Without it, one wrong timestamp would end all open flows and make all later packets late.</remarks>
internal sealed class TimeJumpGuard
{
    private const long JumpMs = 3_600_000;

    private byte[] _bytes = [];
    private int _length;
    private long _atMs;
    private int _linkType;
    private int _originalLength;

    public bool IsHolding { get; private set; }

    public static bool IsJump(long atMs, long clockMs) => clockMs >= 0 && atMs - clockMs > JumpMs;

    public void Hold(in CapturedPacket packet)
    {
        if (_bytes.Length < packet.Bytes.Length)
            _bytes = new byte[packet.Bytes.Length];
        packet.Bytes.CopyTo(_bytes);
        (_length, _atMs, _linkType, _originalLength) =
            (packet.Bytes.Length, packet.AtMs, packet.LinkType, packet.OriginalLength);
        IsHolding = true;
    }

    /// <summary>Returns the held packet, which is valid until the next one is held.</summary>
    public CapturedPacket Release()
    {
        IsHolding = false;
        return new CapturedPacket(_atMs, _linkType, _bytes.AsSpan(0, _length), _originalLength);
    }
}
