namespace IoTWatch.Inputs.Packets;

/// <summary>A queue of timers of the same duration; they are due in the order in which they were armed.</summary>
/// <remarks>A doubly linked list of the timers: arming and disarming are O(1) and allocate nothing.</remarks>
internal sealed class TimerQueue(long durationMs)
{
    private FlowTimer? _last;

    public FlowTimer? First { get; private set; }

    public FlowTimer? Due(long clockMs) => First is { } first && first.ArmedAtMs + durationMs <= clockMs ? first : null;

    public void Arm(FlowTimer timer, long clockMs)
    {
        timer.ArmedAtMs = clockMs;
        if (_last == timer)
            return;
        Disarm(timer);
        timer.Queue = this;
        timer.Earlier = _last;
        if (_last is null)
            First = timer;
        else
            _last.Later = timer;
        _last = timer;
    }

    public static void Disarm(FlowTimer timer)
    {
        if (timer.Queue is not { } queue)
            return;
        if (timer.Earlier is null)
            queue.First = timer.Later;
        else
            timer.Earlier.Later = timer.Later;
        if (timer.Later is null)
            queue._last = timer.Earlier;
        else
            timer.Later.Earlier = timer.Earlier;
        timer.Queue = null;
        timer.Earlier = timer.Later = null;
    }
}
