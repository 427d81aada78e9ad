namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Every family of calls that the simulator knows, and the model is trained and tested on.</summary>
public static class TimingFamilies
{
    public static IReadOnlyList<TimingFamily> All { get; } =
    [
        new("exact", true, RegularRhythms.Exact),
        new("uniform-jitter", true, RegularRhythms.UniformJitter),
        new("gaussian-jitter", true, RegularRhythms.GaussianJitter),
        new("exponential-on-base", true, RegularRhythms.ExponentialOnBase),
        new("missed", true, RegularRhythms.Missed),
        new("lossy-jitter", true, RegularRhythms.LossyJitter),
        new("extra-contacts", true, RegularRhythms.ExtraContacts),
        new("jitter-among-strangers", true, RegularRhythms.JitterAmongStrangers),
        new("missed-among-strangers", true, RegularRhythms.MissedAmongStrangers),
        new("wake-up-bursts", true, RegularRhythms.WakeUpBursts),
        new("two-periods", true, RegularRhythms.TwoPeriods),
        new("slow", true, RegularRhythms.Slow),
        new("few-hours", true, RegularRhythms.FewHours),
        new("nat", true, RegularRhythms.BehindNat),
        new("drift", true, RegularRhythms.Drift),
        new("retry-ladder", true, RegularRhythms.RetryLadder, Dressing.Habit.Ladder),
        new("in-flow", true, RegularRhythms.KeepAlive, Dressing.Habit.InFlow),
        new("mixed", true, RegularRhythms.Mixed),
        new("poisson", false, IrregularRhythms.Poisson),
        new("lognormal", false, IrregularRhythms.LogNormal),
        new("sessions", false, IrregularRhythms.Sessions),
        new("poisson-bursts", false, IrregularRhythms.PoissonBursts),
        new("pareto-floor", false, IrregularRhythms.ParetoFloor),
        new("lognormal-floor", false, IrregularRhythms.LogNormalFloor),
        new("weibull-floor", false, IrregularRhythms.WeibullFloor),
        new("diurnal", false, IrregularRhythms.Diurnal),
        new("streaming", false, IrregularRhythms.Streaming),
        new("download-bursts", false, IrregularRhythms.DownloadBursts),
    ];

    /// <summary>The family of that name, or null.</summary>
    public static TimingFamily? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
