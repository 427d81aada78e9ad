namespace IoTWatch.Inputs.Packets;

/// <summary>Timers of one duration: since all run equally long, the order of arming is the order of firing.</summary>
/// <remarks>A doubly linked list through the timers themselves: arming, re-arming and disarming cost O(1) and no memory.</remarks>
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
