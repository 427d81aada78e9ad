namespace IoTWatch.Core.Beaconing;

/// <summary>
/// Correlation of each interval with the next, on a logarithmic scale: above 0 for user sessions, about 0 or below for
/// timers.
/// </summary>
internal static class Autocorrelation
{
    public static double OfLogs(ReadOnlySpan<double> intervals)
    {
        if (intervals.Length < 3)
            return 0;
        Span<double> logs = stackalloc double[intervals.Length];
        double mean = 0;
        for (var i = 0; i < logs.Length; i++)
            mean += logs[i] = Math.Log(Math.Max(intervals[i], 0.01));
        mean /= logs.Length;
        double covariance = 0, variance = 0;
        for (var i = 0; i < logs.Length; i++)
        {
            variance += (logs[i] - mean) * (logs[i] - mean);
            if (i > 0)
                covariance += (logs[i] - mean) * (logs[i - 1] - mean);
        }
        return variance < 1e-9 ? 0 : covariance / variance;
    }
}
