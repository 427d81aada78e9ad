namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Endless ascending start times, with the true period where the calls are periodic.</summary>
/// <param name="PeriodHistory">The true period over time, where it drifts.</param>
internal readonly record struct CallTiming(
    double? PeriodSeconds, IEnumerable<double> Starts, PeriodHistory? PeriodHistory = null);

/// <summary>Records the period of a drifting timer, to compare estimates over a time span with it.</summary>
internal sealed class PeriodHistory
{
    private readonly List<(double At, double Period)> _beats = [];

    public void Add(double at, double period) => _beats.Add((at, period));

    /// <summary>Returns the mean period of the calls in [from, to) seconds; null without calls.</summary>
    public double? Mean(double from, double to)
    {
        double sum = 0;
        var count = 0;
        foreach (var (at, period) in _beats)
            if (at >= from && at < to)
                (sum, count) = (sum + period, count + 1);
        return count == 0 ? null : sum / count;
    }
}
