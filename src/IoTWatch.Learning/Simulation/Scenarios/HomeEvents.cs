namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Draws the events of a whole home: power cuts, router restarts, internet outages and holidays.</summary>
/// <remarks>
/// Poisson processes: a power cut every 45 days for LN(10 min, σ 1.2), after which all devices restart; a router
/// restart every 14 days for U(90, 240) s; an outage every 12 days for LN(20 min, σ 1.3), at most one day; a holiday
/// every 90 days for U(4, 9) days, in which things stay online. Rates are assumed, not measured.
/// </remarks>
internal sealed class HomeEvents
{
    private const double Minute = 60;
    private const double Day = 86_400;

    public HomeEvents(SeededRandom rng, double seconds)
    {
        var power = rng.Fork("power");
        PowerCuts = new IntervalSet(Poisson(power, 45 * Day, 0, seconds).Select(
            at => new Interval(at, at + Math.Min(Day, power.LogNormal(10 * Minute, 1.2)))));
        var router = rng.Fork("router");
        var restarts = Poisson(router, 14 * Day, 0, seconds).Select(
            at => new Interval(at, at + router.Uniform(90, 240))).ToList();
        var line = rng.Fork("line");
        Outages = new IntervalSet([
            .. restarts,
            .. Poisson(line, 12 * Day, 0, seconds).Select(
                at => new Interval(at, at + Math.Min(Day, line.LogNormal(20 * Minute, 1.3))))]);
        Rejoins = [.. restarts.Select(restart => restart.To)];
        var holidays = rng.Fork("holidays");
        Vacant = new IntervalSet(Poisson(holidays, 90 * Day, Day, seconds).Select(
            at => new Interval(at, at + holidays.Uniform(4, 9) * Day)));
    }

    public IntervalSet PowerCuts { get; }

    public IntervalSet Outages { get; }

    public IReadOnlyList<double> Rejoins { get; }

    public IntervalSet Vacant { get; }

    /// <summary>Returns the times of a Poisson process in [from, to).</summary>
    public static IEnumerable<double> Poisson(SeededRandom rng, double meanGap, double from, double to)
    {
        for (var at = from + rng.Exponential(meanGap); at < to; at += rng.Exponential(meanGap))
            yield return at;
    }

    /// <summary>
    /// Returns when a device is online: always, except in power cuts, U(2, 30) s after each, and in its own absences.
    /// </summary>
    public IReadOnlyList<Interval> OnlineIntervals(
        SeededRandom rng, IEnumerable<Interval> absences, double from, double to) =>
        new IntervalSet([
            .. PowerCuts.All.Select(cut => cut with { To = cut.To + rng.Uniform(2, 30) }), .. absences]).Gaps(from, to);
}
