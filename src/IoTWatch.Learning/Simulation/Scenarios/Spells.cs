namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Stretches of time in order, none touching another.</summary>
internal sealed class Spells
{
    public static readonly Spells None = new([]);

    private readonly List<Stay> _all = [];

    /// <param name="spells">In any order; what overlaps becomes one.</param>
    public Spells(IEnumerable<Stay> spells)
    {
        foreach (var spell in spells.Where(spell => spell.To > spell.From).OrderBy(spell => spell.From))
            if (_all.Count > 0 && spell.From <= _all[^1].To)
                _all[^1] = _all[^1] with { To = Math.Max(_all[^1].To, spell.To) };
            else
                _all.Add(spell);
    }

    public IReadOnlyList<Stay> All => _all;

    public bool Holds(double at) => EndOf(at) is not null;

    /// <summary>When the stretch that holds a time ends; null where none holds it.</summary>
    public double? EndOf(double at)
    {
        var (low, high) = (0, _all.Count);
        while (low < high)
            if (_all[(low + high) / 2] is var middle && middle.To <= at)
                low = (low + high) / 2 + 1;
            else
                high = (low + high) / 2;
        return low < _all.Count && _all[low].From <= at ? _all[low].To : null;
    }

    /// <summary>The stretches between these.</summary>
    public IReadOnlyList<Stay> Gaps(double from, double to)
    {
        var gaps = new List<Stay>();
        foreach (var spell in _all.Where(spell => spell.To > from && spell.From < to))
        {
            if (spell.From > from)
                gaps.Add(new Stay(from, spell.From));
            from = spell.To;
        }
        if (from < to)
            gaps.Add(new Stay(from, to));
        return gaps;
    }
}
