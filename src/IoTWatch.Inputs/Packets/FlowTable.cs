using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>The open flows: packets in, flow records out.</summary>
/// <remarks>
/// A record is written when a slice is 60 s old and when its flow is over: closed (5 s later, so that the last acknowledgements
/// do not look like a new flow), idle (TCP 300 s, all others 60 s), or evicted because the table is full. Timers follow the latest
/// packet time seen, so a clock that jumps back only makes them wait.
/// </remarks>
internal sealed class FlowTable(Action<Observation> sink, Action<string> count, int maxFlows)
{
    public const int SliceMs = 60_000;

    private const int TouchMs = 1000;

    private readonly Dictionary<FlowKey, Flow> _flows = [];
    private readonly TimerQueue _slices = new(SliceMs);
    private readonly TimerQueue _tcpIdle = new(300_000);
    private readonly TimerQueue _otherIdle = new(60_000);
    private readonly TimerQueue _closed = new(5000);
    private long _clockMs = long.MinValue;
    private Flow? _recent;

    /// <summary>Moves time on and writes what has become due.</summary>
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

    /// <summary>Takes a packet; false when it can belong to no flow.</summary>
    public bool TryAdd(in Packet packet)
    {
        var key = new FlowKey(packet.Source, packet.Destination, packet.Protocol);
        if (Find(key) is not { } flow)
        {
            if (!TryOpen(key, packet, out flow))
                return false;
        }
        else if (flow.IsAnotherOpening(packet))
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
        // Moving a flow to the back of its queue on every packet would touch three cache lines for nothing.
        else if (flow.IdleTimer.Queue is null || _clockMs - flow.IdleTimer.ArmedAtMs >= TouchMs)
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
            End(LongestSilent());
        }
        flow = _recent = _flows[key] = new Flow(key, packet, senderOpened);
        return true;
    }

    private Flow LongestSilent()
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
        if (flow.TakeRecord(state, _clockMs - SliceMs) is { } record)
            sink(record);
    }
}
