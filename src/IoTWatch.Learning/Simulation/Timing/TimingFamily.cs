namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>A named way in which calls follow each other: automatic and regular (positive), or not (negative).</summary>
/// <remarks>Times come from <see cref="RegularRhythms"/> and <see cref="IrregularRhythms"/>; sizes, durations, failures and
/// in-flow bursts from <see cref="Dressing"/>, which does not know the class.</remarks>
public sealed class TimingFamily
{
    private readonly Func<SeededRandom, Rhythm> _rhythm;
    private readonly Dressing.Habit _habit;

    internal TimingFamily(string name, bool isPositive, Func<SeededRandom, Rhythm> rhythm, Dressing.Habit habit = Dressing.Habit.Drawn)
    {
        Name = name;
        IsPositive = isPositive;
        _rhythm = rhythm;
        _habit = habit;
    }

    public string Name { get; }

    public bool IsPositive { get; }

    /// <summary>The first <paramref name="contacts"/> raw calls of a channel drawn from this family.</summary>
    public IReadOnlyList<TimedContact> Generate(SeededRandom rng, int contacts) => GenerateChannel(rng, contacts).Contacts;

    /// <summary>The same, with the true period.</summary>
    public TimedChannel GenerateChannel(SeededRandom rng, int contacts)
    {
        var rhythm = _rhythm(rng.Fork("times"));
        return new TimedChannel(this, rhythm.PeriodSeconds, Dressing.Dress(rhythm.Starts, contacts, _habit, rng.Fork("dressing"))) { Tempo = rhythm.Tempo };
    }

    public override string ToString() => Name;
}
