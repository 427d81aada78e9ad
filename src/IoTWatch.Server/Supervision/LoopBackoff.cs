namespace IoTWatch.Server.Supervision;

/// <summary>
/// Computes the wait before the next attempt: random between a minimum and a ceiling that doubles with every failure.
/// </summary>
/// <remarks>
/// Full jitter after Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), with a minimum so that
/// a dependency that refuses at once is not called in a tight loop.
/// </remarks>
/// <param name="Min">The shortest wait.</param>
/// <param name="Max">The highest ceiling.</param>
public sealed record LoopBackoff(TimeSpan Min, TimeSpan Max)
{
    private const int MaxDoublings = 16;

    /// <summary>For dependencies on this machine: the store, the spool, the brokers' publishers.</summary>
    public static readonly LoopBackoff Local = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    /// <summary>For other programs: a broker or a database that may be away for hours.</summary>
    public static readonly LoopBackoff Remote = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));

    /// <param name="failures">Failed attempts in a row, 1 or more.</param>
    /// <param name="random">The source of the jitter.</param>
    public TimeSpan Delay(int failures, Random random)
    {
        var ceiling = Min.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures, 1, MaxDoublings));
        var range = Math.Min(Max.TotalMilliseconds, ceiling) - Min.TotalMilliseconds;
        return Min + TimeSpan.FromMilliseconds(random.NextDouble() * Math.Max(0, range));
    }
}
