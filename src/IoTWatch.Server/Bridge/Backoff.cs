namespace IoTWatch.Server.Bridge;

/// <summary>How long to wait before the next try: full jitter over a doubling ceiling.</summary>
/// <remarks>Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), with a floor so that a refusal is never hammered.</remarks>
public sealed class Backoff(Random random)
{
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private int _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        var top = Math.Min(Ceiling.TotalMilliseconds, Floor.TotalMilliseconds * Math.Pow(2, Math.Min(++_failures, 16)));
        return TimeSpan.FromMilliseconds(Floor.TotalMilliseconds + random.NextDouble() * (top - Floor.TotalMilliseconds));
    }
}
