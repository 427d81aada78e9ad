namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>What happens to a whole home: power cuts, a restarted router, an internet that is away, a holiday.</summary>
/// <remarks>
/// Poisson each: a power cut every 45 days of LN(10 min, σ 1.2), after which everything comes back at once; a restart of the router every 14 days, away for U(90, 240) s; an outage
/// every 12 days of LN(20 min, σ 1.3), at most a day. In a third of all 30 days everybody is away for U(4, 9) days; the things stay on. Assumed, not measured.
/// </remarks>
internal sealed class HomeEvents
{
    private const double Minute = 60;
    private const double Day = 86_400;

    public HomeEvents(SeededRandom rng, double seconds)
    {
        var power = rng.Fork("power");
        PowerCuts = new Spells(Poisson(power, 45 * Day, 0, seconds).Select(at => new Stay(at, at + Math.Min(Day, power.LogNormal(10 * Minute, 1.2)))));
        var router = rng.Fork("router");
        var restarts = Poisson(router, 14 * Day, 0, seconds).Select(at => new Stay(at, at + router.Uniform(90, 240))).ToList();
        var line = rng.Fork("line");
        Outages = new Spells([.. restarts, .. Poisson(line, 12 * Day, 0, seconds).Select(at => new Stay(at, at + Math.Min(Day, line.LogNormal(20 * Minute, 1.3))))]);
        Rejoins = [.. restarts.Select(restart => restart.To)];
        var holidays = rng.Fork("holidays");
        Empty = new Spells(Poisson(holidays, 90 * Day, Day, seconds).Select(at => new Stay(at, at + holidays.Uniform(4, 9) * Day)));
    }

    public Spells PowerCuts { get; }

    public Spells Outages { get; }

    public IReadOnlyList<double> Rejoins { get; }

    public Spells Empty { get; }

    /// <summary>When something happens that happens by chance.</summary>
    public static IEnumerable<double> Poisson(SeededRandom rng, double meanGap, double from, double to)
    {
        for (var at = from + rng.Exponential(meanGap); at < to; at += rng.Exponential(meanGap))
            yield return at;
    }

    /// <summary>When a device is there: always but for the power cuts, after which it takes U(2, 30) s to start, and its own absences.</summary>
    public IReadOnlyList<Stay> Stays(SeededRandom rng, IEnumerable<Stay> absences, double from, double to) =>
        new Spells([.. PowerCuts.All.Select(cut => cut with { To = cut.To + rng.Uniform(2, 30) }), .. absences]).Gaps(from, to);
}
