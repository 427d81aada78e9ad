using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>The state of an open flow: its endpoints, its connection state and the slice for its next record.</summary>
/// <remarks>
/// Payload from the source starts a burst if the source has sent none for at least 0.4 s. The opening of the connection
/// and the first payload are one burst if the payload comes within 3 s of the last SYN; so the first record always has
/// a burst at offset 0. A later slice opens with the next payload from the source, because answers alone are no
/// activity of the device.
/// </remarks>
internal sealed class Flow
{
    private const long BurstGapMs = 400;
    private const long OpeningMs = 3000;
    private const long QuietMs = 30_000;

    private readonly bool _isTcp;
    private readonly long _firstAtMs;
    private FlowSlice _slice;
    private SequenceTracker _sequence;
    private FlowNames _names;
    private string? _flowId;
    private MacAddress _sourceMac;
    private MacAddress _destinationMac;
    private long _openingAtMs;
    private long _payloadAtMs;
    private uint _initialSequence;
    private bool _hasSyn;
    private bool _hasPayload;
    private bool _answered;
    private bool _hasOtherThanSyn;
    private bool _sourceFin;
    private bool _destinationFin;
    private bool _reset;

    public Flow(FlowKey key, in Packet first, bool senderIsSource)
    {
        Key = key;
        Protocol = first.Protocol;
        Source = senderIsSource ? first.Source : first.Destination;
        Destination = senderIsSource ? first.Destination : first.Source;
        _isTcp = first.IsTcp;
        _firstAtMs = _openingAtMs = first.AtMs;
        _slice.Open(first.AtMs);
        _slice.StartBurst(first.AtMs, 0);
        SliceTimer = new FlowTimer(this);
        IdleTimer = new FlowTimer(this);
    }

    public FlowKey Key { get; }

    public byte Protocol { get; }

    public Endpoint Source { get; }

    public Endpoint Destination { get; }

    public FlowTimer SliceTimer { get; }

    public FlowTimer IdleTimer { get; }

    public long LastAtMs { get; private set; }

    public bool SliceIsOpen => _slice.IsOpen;

    /// <summary>True after the first record of the flow.</summary>
    public bool Continues { get; private set; }

    public bool IsClosed => _reset || (_sourceFin && _destinationFin);

    /// <summary>Returns true for a SYN that is no retransmission of the one that opened this flow.</summary>
    public bool IsNewConnection(in Packet packet)
    {
        if ((packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) != TcpFlags.Syn || !_isTcp)
            return false;
        // The capture may contain the SYN-ACK before its SYN.
        if (!_sequence.IsKnown && packet.Source == Source)
            return false;
        return !_hasSyn || packet.Sequence != _initialSequence || packet.Source != Source;
    }

    public void Add(in Packet packet)
    {
        var fromSource = packet.Source == Source;
        LastAtMs = packet.AtMs;
        UpdateMacs(packet, fromSource);
        var expected = _sequence.Next;
        var newBytes = fromSource && _isTcp ? _sequence.NewBytes(packet) : packet.PayloadBytes;
        if (_isTcp)
            UpdateConnection(packet, fromSource);
        // Without TCP, every datagram of the source is activity, even an empty one.
        var isActive = fromSource && (!_isTcp || newBytes > 0);
        if (isActive && !_slice.IsOpen)
            _slice.Open(packet.AtMs);
        _slice.Count(packet.IpBytes, fromSource);
        _answered |= !fromSource;
        if (!isActive)
            return;
        AddPayload(packet.AtMs, newBytes);
        if (_isTcp && !_names.IsComplete)
            _names.Read(packet.Payload, packet.Payload.Length == packet.PayloadBytes, packet.Sequence == expected);
    }

    /// <summary>
    /// Returns the state for a record written now; <paramref name="ends"/> is true if it is the last one.
    /// </summary>
    public FlowState State(long clockMs, bool ends)
    {
        if (_reset)
            return FlowState.Reset;
        if (IsClosed)
            return FlowState.Ended;
        if (_isTcp && !_answered && !_hasOtherThanSyn)
            return FlowState.Unanswered;
        return ends || clockMs - LastAtMs >= QuietMs ? FlowState.Established : FlowState.Interim;
    }

    /// <summary>Ends the slice and returns its record; null if the slice is empty.</summary>
    /// <param name="earliestMs">The earliest time of a record without an open slice.</param>
    public FlowObservation? EndSlice(FlowState state, long earliestMs)
    {
        if (!_slice.IsOpen && _slice.IsEmpty)
            return null;
        var atMs = _slice.IsOpen ? _slice.AtMs : Math.Max(LastAtMs, earliestMs);
        _flowId ??= Key.Digest((ulong)_firstAtMs).ToString("x16", CultureInfo.InvariantCulture);
        var record = new FlowObservation
        {
            At = CaptureTime.ToDateTime(atMs),
            Mac = _sourceMac,
            DestinationMac = _destinationMac,
            Source = Source,
            Destination = Destination,
            Protocol = Protocol is 1 or 6 or 17 or 58 ? (TransportProtocol)Protocol : TransportProtocol.Other,
            DurationMs = (int)Math.Clamp(LastAtMs - atMs, 0, int.MaxValue),
            BytesOut = _slice.BytesOut,
            BytesIn = _slice.BytesIn,
            PacketsOut = _slice.PacketsOut,
            PacketsIn = _slice.PacketsIn,
            State = state,
            Continues = Continues,
            FlowId = _flowId,
            ServerName = _names.ServerName,
            HttpHost = _names.HttpHost,
            Bursts = _slice.DetachBursts(),
        };
        _slice = default;
        Continues = true;
        return record;
    }

    private void AddPayload(long atMs, int newBytes)
    {
        var joinsOpening = !_hasPayload && !Continues && atMs - _openingAtMs <= OpeningMs;
        if (!joinsOpening && (!_hasPayload || atMs - _payloadAtMs >= BurstGapMs))
            _slice.StartBurst(atMs, newBytes);
        else
            _slice.ExtendBurst(newBytes);
        _hasPayload = true;
        _payloadAtMs = atMs;
    }

    private void UpdateConnection(in Packet packet, bool fromSource)
    {
        var opens = (packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        if (opens && fromSource)
        {
            _hasSyn = true;
            _initialSequence = packet.Sequence;
            _openingAtMs = packet.AtMs;
        }
        _hasOtherThanSyn |= !opens;
        if (IsClosed)
            return;
        _reset |= (packet.Flags & TcpFlags.Rst) != 0;
        if ((packet.Flags & TcpFlags.Fin) == 0)
            return;
        _sourceFin |= fromSource;
        _destinationFin |= !fromSource;
    }

    private void UpdateMacs(in Packet packet, bool fromSource)
    {
        if (!_sourceMac.IsKnown)
            _sourceMac = fromSource ? packet.SourceMac : packet.DestinationMac;
        if (!_destinationMac.IsKnown)
            _destinationMac = fromSource ? packet.DestinationMac : packet.SourceMac;
    }
}
