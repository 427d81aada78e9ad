using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Assigns packets to open flows and writes the records of the flows.</summary>
/// <remarks>
/// A record is written when a slice is 60 s old and when its flow ends. A flow ends 5 s after its connection was
/// closed, so that the last acknowledgements open no new flow; when it has been idle (TCP for 300 s, other protocols
/// for 60 s); or when it is evicted because the table is full. Timers use the latest packet time; a time that steps
/// back only delays them.
/// </remarks>
internal sealed class FlowTable(Action<Observation> sink, Action<string> count, int maxFlows)
{
    public const int SliceMs = 60_000;

    private const int RearmMs = 1000;

    private readonly Dictionary<FlowKey, Flow> _flows = [];
    private readonly TimerQueue _slices = new(SliceMs);
    private readonly TimerQueue _tcpIdle = new(300_000);
    private readonly TimerQueue _otherIdle = new(60_000);
    private readonly TimerQueue _closed = new(5000);
    private long _clockMs = long.MinValue;
    private Flow? _recent;

    /// <summary>Advances the clock and writes the records that are due.</summary>
    public void Advance(long clockMs)
    {
        while (_slices.Due(clockMs) is { } timer)
        {
            TimerQueue.Disarm(timer);
            Write(timer.Flow, timer.Flow.State(clockMs, ends: false));
        }
        while ((_closed.Due(clockMs) ?? _otherIdle.Due(clockMs) ?? _tcpIdle.Due(clockMs)) is { } timer)
            End(timer.Flow);
        _clockMs = clockMs;
    }

    /// <summary>Adds a packet; returns false if no endpoint can have opened its flow.</summary>
    public bool TryAdd(in Packet packet)
    {
        var key = new FlowKey(packet.Source, packet.Destination, packet.Protocol);
        if (Find(key) is not { } flow)
        {
            if (!TryOpen(key, packet, out flow))
                return false;
        }
        else if (flow.IsNewConnection(packet))
        {
            End(flow);
            if (!TryOpen(key, packet, out flow))
                return false;
        }
        var wasClosed = flow.IsClosed;
        flow.Add(packet);
        if (flow.SliceIsOpen && flow.SliceTimer.Queue is null)
            _slices.Arm(flow.SliceTimer, _clockMs);
        if (flow.IsClosed)
        {
            if (!wasClosed)
                _closed.Arm(flow.IdleTimer, _clockMs);
        }
        // The timer is re-armed at most once a second, because re-arming costs three cache lines.
        else if (flow.IdleTimer.Queue is null || _clockMs - flow.IdleTimer.ArmedAtMs >= RearmMs)
            (packet.IsTcp ? _tcpIdle : _otherIdle).Arm(flow.IdleTimer, _clockMs);
        return true;
    }

    /// <summary>Ends all flows.</summary>
    public void Complete()
    {
        while ((_closed.First ?? _otherIdle.First ?? _tcpIdle.First) is { } timer)
            End(timer.Flow);
    }

    private Flow? Find(FlowKey key)
    {
        if (_recent is not null && _recent.Key.Equals(key))
            return _recent;
        return _flows.TryGetValue(key, out var flow) ? _recent = flow : null;
    }

    private bool TryOpen(FlowKey key, in Packet packet, out Flow flow)
    {
        flow = null!;
        if (!FlowDirection.TryDecide(packet, out var senderOpened))
            return false;
        if (_flows.Count >= maxFlows)
        {
            count("evicted-flow");
            End(LongestIdle());
        }
        flow = _recent = _flows[key] = new Flow(key, packet, senderOpened);
        return true;
    }

    private Flow LongestIdle()
    {
        var oldest = _closed.First ?? _otherIdle.First ?? _tcpIdle.First!;
        if (_otherIdle.First is { } other && other.ArmedAtMs < oldest.ArmedAtMs)
            oldest = other;
        return _tcpIdle.First is { } tcp && tcp.ArmedAtMs < oldest.ArmedAtMs ? tcp.Flow : oldest.Flow;
    }

    private void End(Flow flow)
    {
        TimerQueue.Disarm(flow.SliceTimer);
        TimerQueue.Disarm(flow.IdleTimer);
        _flows.Remove(flow.Key);
        if (_recent == flow)
            _recent = null;
        Write(flow, flow.State(_clockMs, ends: true));
    }

    private void Write(Flow flow, FlowState state)
    {
        if (flow.EndSlice(state, _clockMs - SliceMs) is { } record)
            sink(record);
    }
}
