namespace IoTWatch.Inputs.Packets;

/// <summary>Holds back a packet whose time leaps more than an hour ahead until the next packet bears the leap out.</summary>
/// <remarks>Else one broken time stamp in the far future would end all open flows and make everything that follows look late.</remarks>
internal sealed class LeapGuard
{
    private const long LeapMs = 3_600_000;

    private byte[] _bytes = [];
    private int _length;
    private long _atMs;
    private int _linkType;
    private int _originalLength;

    public bool IsHolding { get; private set; }

    public static bool IsLeap(long atMs, long clockMs) => clockMs >= 0 && atMs - clockMs > LeapMs;

    public void Hold(in CapturedPacket packet)
    {
        if (_bytes.Length < packet.Bytes.Length)
            _bytes = new byte[packet.Bytes.Length];
        packet.Bytes.CopyTo(_bytes);
        (_length, _atMs, _linkType, _originalLength) = (packet.Bytes.Length, packet.AtMs, packet.LinkType, packet.OriginalLength);
        IsHolding = true;
    }

    /// <summary>The held packet, valid until the next is held.</summary>
    public CapturedPacket Release()
    {
        IsHolding = false;
        return new CapturedPacket(_atMs, _linkType, _bytes.AsSpan(0, _length), _originalLength);
    }
}
