using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>An open flow: its ends, how far its connection has come, and the slice that its next record will tell.</summary>
/// <remarks>
/// Bursts: payload sent by the source after at least 0.4 s without any begins one. The opening and the first payload are one
/// burst when the payload comes within 3 s of the last SYN; so the first record always has a burst at offset 0.
/// A slice after the first opens with the source's next payload, because answers alone are not the device's doing.
/// </remarks>
internal sealed class Flow
{
    private const long BurstGapMs = 400;
    private const long OpeningMs = 3000;
    private const long SilentMs = 30_000;

    private readonly bool _isTcp;
    private readonly long _firstAtMs;
    private FlowSlice _slice;
    private SequenceTracker _sequence;
    private FlowNames _names;
    private string? _flowId;
    private MacAddress _sourceMac;
    private MacAddress _destinationMac;
    private long _openingAtMs;
    private long _spokeAtMs;
    private uint _initialSequence;
    private bool _hasSyn;
    private bool _hasSpoken;
    private bool _answered;
    private bool _beyondSyn;
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
        _slice.BeginBurst(first.AtMs, 0);
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

    /// <summary>Earlier records began this flow.</summary>
    public bool Continues { get; private set; }

    public bool IsClosed => _reset || (_sourceFin && _destinationFin);

    /// <summary>A SYN that does not repeat the one this flow began with.</summary>
    public bool IsAnotherOpening(in Packet packet)
    {
        if ((packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) != TcpFlags.Syn || !_isTcp)
            return false;
        // A SYN-ACK may have overtaken its SYN in the capture.
        if (!_sequence.IsKnown && packet.Source == Source)
            return false;
        return !_hasSyn || packet.Sequence != _initialSequence || packet.Source != Source;
    }

    public void Add(in Packet packet)
    {
        var fromSource = packet.Source == Source;
        LastAtMs = packet.AtMs;
        NoteMacs(packet, fromSource);
        var expected = _sequence.Next;
        var newBytes = fromSource && _isTcp ? _sequence.NewBytes(packet) : packet.PayloadBytes;
        if (_isTcp)
            NoteFlags(packet, fromSource);
        // Every datagram of a protocol without connections is an act of its sender, even an empty one.
        var speaks = fromSource && (!_isTcp || newBytes > 0);
        if (speaks && !_slice.IsOpen)
            _slice.Open(packet.AtMs);
        _slice.Count(packet.IpBytes, fromSource);
        _answered |= !fromSource;
        if (!speaks)
            return;
        Spoke(packet.AtMs, newBytes);
        if (_isTcp && !_names.IsComplete)
            _names.Read(packet.Payload, packet.Payload.Length == packet.PayloadBytes, packet.Sequence == expected);
    }

    /// <summary>The state of a record written now; <paramref name="ends"/> when the flow is over.</summary>
    public FlowState State(long clockMs, bool ends)
    {
        if (_reset)
            return FlowState.Reset;
        if (IsClosed)
            return FlowState.Ended;
        if (_isTcp && !_answered && !_beyondSyn)
            return FlowState.Unanswered;
        return ends || clockMs - LastAtMs >= SilentMs ? FlowState.Established : FlowState.Interim;
    }

    /// <summary>The record of the slice, and a new closed slice; null when there is nothing to tell.</summary>
    /// <param name="earliestMs">A record without an open slice must not be dated before this.</param>
    public FlowObservation? TakeRecord(FlowState state, long earliestMs)
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
            Bursts = _slice.TakeBursts(),
        };
        _slice = default;
        Continues = true;
        return record;
    }

    private void Spoke(long atMs, int newBytes)
    {
        var joinsOpening = !_hasSpoken && !Continues && atMs - _openingAtMs <= OpeningMs;
        if (!joinsOpening && (!_hasSpoken || atMs - _spokeAtMs >= BurstGapMs))
            _slice.BeginBurst(atMs, newBytes);
        else
            _slice.ExtendBurst(newBytes);
        _hasSpoken = true;
        _spokeAtMs = atMs;
    }

    private void NoteFlags(in Packet packet, bool fromSource)
    {
        var opens = (packet.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        if (opens && fromSource)
        {
            _hasSyn = true;
            _initialSequence = packet.Sequence;
            _openingAtMs = packet.AtMs;
        }
        _beyondSyn |= !opens;
        if (IsClosed)
            return;
        _reset |= (packet.Flags & TcpFlags.Rst) != 0;
        if ((packet.Flags & TcpFlags.Fin) == 0)
            return;
        _sourceFin |= fromSource;
        _destinationFin |= !fromSource;
    }

    private void NoteMacs(in Packet packet, bool fromSource)
    {
        if (!_sourceMac.IsKnown)
            _sourceMac = fromSource ? packet.SourceMac : packet.DestinationMac;
        if (!_destinationMac.IsKnown)
            _destinationMac = fromSource ? packet.DestinationMac : packet.SourceMac;
    }
}
