namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>The period of a drifting timer as it went: what an estimate over some span must be compared with.</summary>
internal sealed class Tempo
{
    private readonly List<(double At, double Period)> _beats = [];

    public void Add(double at, double period) => _beats.Add((at, period));

    /// <summary>Mean period of the beats in a span of seconds; null where there is none.</summary>
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
