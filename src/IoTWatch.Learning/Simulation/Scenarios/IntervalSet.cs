namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A set of disjoint time intervals in ascending order.</summary>
internal sealed class IntervalSet
{
    public static readonly IntervalSet None = new([]);

    private readonly List<Interval> _all = [];

    /// <param name="intervals">In any order; overlapping intervals are merged.</param>
    public IntervalSet(IEnumerable<Interval> intervals)
    {
        foreach (var interval in intervals.Where(interval => interval.To > interval.From)
            .OrderBy(interval => interval.From))
            if (_all.Count > 0 && interval.From <= _all[^1].To)
                _all[^1] = _all[^1] with { To = Math.Max(_all[^1].To, interval.To) };
            else
                _all.Add(interval);
    }

    public IReadOnlyList<Interval> All => _all;

    public bool Contains(double at) => EndContaining(at) is not null;

    /// <summary>Returns the end of the interval that contains a time, or null.</summary>
    public double? EndContaining(double at)
    {
        var (low, high) = (0, _all.Count);
        while (low < high)
            if (_all[(low + high) / 2] is var middle && middle.To <= at)
                low = (low + high) / 2 + 1;
            else
                high = (low + high) / 2;
        return low < _all.Count && _all[low].From <= at ? _all[low].To : null;
    }

    /// <summary>Returns the gaps between the intervals in [from, to).</summary>
    public IReadOnlyList<Interval> Gaps(double from, double to)
    {
        var gaps = new List<Interval>();
        foreach (var interval in _all.Where(interval => interval.To > from && interval.From < to))
        {
            if (interval.From > from)
                gaps.Add(new Interval(from, interval.From));
            from = interval.To;
        }
        if (from < to)
            gaps.Add(new Interval(from, to));
        return gaps;
    }
}

/// <summary>A half-open time interval [From, To), in seconds after the scenario's start.</summary>
internal readonly record struct Interval(double From, double To);
