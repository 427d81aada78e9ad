namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>A named distribution of channels: automatic and regular (positive) or not (negative).</summary>
/// <remarks>Times come from <see cref="PeriodicTimings"/> and <see cref="AperiodicTimings"/>; sizes, durations,
/// failures and in-flow bursts from <see cref="ContactAttributes"/>, which is independent of the class.</remarks>
public sealed class TimingFamily
{
    private readonly Func<SeededRandom, CallTiming> _timing;
    private readonly ContactAttributes.Pattern _pattern;

    internal TimingFamily(
        string name, bool isPositive, Func<SeededRandom, CallTiming> timing,
        ContactAttributes.Pattern pattern = ContactAttributes.Pattern.Random)
    {
        Name = name;
        IsPositive = isPositive;
        _timing = timing;
        _pattern = pattern;
    }

    public string Name { get; }

    public bool IsPositive { get; }

    /// <summary>Draws a channel and returns its first <paramref name="contacts"/> raw calls.</summary>
    public IReadOnlyList<TimedContact> Generate(SeededRandom rng, int contacts) =>
        GenerateChannel(rng, contacts).Contacts;

    /// <summary>Draws a channel and returns its calls with the true period.</summary>
    public TimedChannel GenerateChannel(SeededRandom rng, int contacts)
    {
        var timing = _timing(rng.Fork("times"));
        return new TimedChannel(
            this, timing.PeriodSeconds,
            ContactAttributes.Assign(
                timing.Starts, contacts, _pattern, rng.Fork("dressing")))
        { PeriodHistory = timing.PeriodHistory };
    }

    public override string ToString() => Name;

    /// <summary>All families, on which the model is trained and tested.</summary>
    public static IReadOnlyList<TimingFamily> All { get; } =
    [
        new("exact", true, PeriodicTimings.Exact),
        new("uniform-jitter", true, PeriodicTimings.UniformJitter),
        new("gaussian-jitter", true, PeriodicTimings.GaussianJitter),
        new("exponential-on-base", true, PeriodicTimings.ExponentialOnBase),
        new("missed", true, PeriodicTimings.Missed),
        new("lossy-jitter", true, PeriodicTimings.LossyJitter),
        new("extra-contacts", true, PeriodicTimings.ExtraContacts),
        new("jitter-among-strangers", true, PeriodicTimings.JitterWithExtraContacts),
        new("missed-among-strangers", true, PeriodicTimings.MissedWithExtraContacts),
        new("wake-up-bursts", true, PeriodicTimings.WakeUpBursts),
        new("two-periods", true, PeriodicTimings.TwoPeriods),
        new("slow", true, PeriodicTimings.Slow),
        new("few-hours", true, PeriodicTimings.FewHours),
        new("nat", true, PeriodicTimings.BehindNat),
        new("drift", true, PeriodicTimings.Drift),
        new("retry-ladder", true, PeriodicTimings.RetryLadder, ContactAttributes.Pattern.RetryLadder),
        new("in-flow", true, PeriodicTimings.KeepAlive, ContactAttributes.Pattern.InFlow),
        new("mixed", true, PeriodicTimings.Mixed),
        new("poisson", false, AperiodicTimings.Poisson),
        new("lognormal", false, AperiodicTimings.LogNormal),
        new("sessions", false, AperiodicTimings.Sessions),
        new("poisson-bursts", false, AperiodicTimings.PoissonBursts),
        new("pareto-floor", false, AperiodicTimings.ParetoFloor),
        new("lognormal-floor", false, AperiodicTimings.LogNormalFloor),
        new("weibull-floor", false, AperiodicTimings.WeibullFloor),
        new("diurnal", false, AperiodicTimings.Diurnal),
        new("streaming", false, AperiodicTimings.Streaming),
        new("download-bursts", false, AperiodicTimings.DownloadBursts),
    ];

    /// <returns>The family of that name, or null.</returns>
    public static TimingFamily? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
