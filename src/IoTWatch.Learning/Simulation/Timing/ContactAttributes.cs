namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Assigns sizes, durations, failures and in-flow flags to start times.</summary>
/// <remarks>
/// The distributions are the same for both classes, so that a model cannot learn the class from these attributes.
/// Size: base LU(40, 20,000) bytes; always the base (35 %), one of 2..4 values (20 %), base with N noise of 2..15 % (25
/// %), lognormal σ U(.3, 1.5) (20 %). Duration: lognormal, median LU(.05 s, 30 s), σ U(.05, 1), not beyond 90 % of the
/// gap to the next call. Failures: none (75 %), each call with U(.02, .5) (13 %), nearly all U(.9, 1) (12 %); of the
/// failing channels half repeat the unanswered call after 1, 3 and 7 s where the next call leaves room (the SYN ladder
/// of RFC 6298's back-off), from the same port. In-flow: none (70 %), all after the first (20 %), each with .5 (10 %).
/// Two families fix one of these attributes (see <see cref="Pattern"/>).
/// </remarks>
internal static class ContactAttributes
{
    private static readonly double[] Ladder = [1, 3, 7];

    /// <summary>Attribute that a family fixes instead of drawing it.</summary>
    public enum Pattern : byte
    {
        Random,
        RetryLadder,
        InFlow,
    }

    public static IReadOnlyList<TimedContact> Assign(
        IEnumerable<double> starts, int contacts, Pattern pattern, SeededRandom rng)
    {
        var size = Size(rng);
        var medianDuration = rng.LogUniform(.05, 30);
        var durationSigma = rng.Uniform(.05, 1);
        var kind = rng.NextDouble();
        var failing = kind < .75 ? 0 : kind < .88 ? rng.Uniform(.02, .5) : rng.Uniform(.9, 1);
        var ladder = failing > 0 && rng.Chance(.5);
        if (pattern == Pattern.RetryLadder)
            (failing, ladder) = (rng.Uniform(.3, 1), true);
        var flow = rng.NextDouble();
        var inFlow = pattern == Pattern.InFlow || flow >= .8 ? 1 : flow >= .7 ? .5 : 0;

        var dressed = new List<TimedContact>(contacts);
        using var times = starts.GetEnumerator();
        times.MoveNext();
        while (dressed.Count < contacts)
        {
            var at = times.Current;
            times.MoveNext();
            var gap = Math.Max(0, times.Current - at);
            var failed = rng.Chance(failing);
            var bytes = size();
            var duration = failed ? 0 : Math.Min(.9 * gap, rng.LogNormal(medianDuration, durationSigma));
            dressed.Add(new TimedContact(
                at, failed ? 0 : bytes, duration, failed, !failed && dressed.Count > 0 && rng.Chance(inFlow), false));
            if (failed && ladder)
                foreach (var rung in Ladder)
                    if (rung < .8 * gap && dressed.Count < contacts)
                        dressed.Add(new TimedContact(at + rung, 0, 0, true, false, true));
        }
        return dressed;
    }

    private static Func<int> Size(SeededRandom rng)
    {
        var kind = rng.NextDouble();
        var typical = rng.LogUniform(40, 20_000);
        if (kind < .35)
            return () => (int)typical;
        if (kind < .55)
        {
            var values = Enumerable.Range(0, rng.WholeNumber(2, 4))
                .Select(_ => (int)(typical * rng.Uniform(.3, 3)) + 1).ToArray();
            return () => values[rng.WholeNumber(0, values.Length - 1)];
        }
        var noise = rng.Uniform(.02, .15);
        var sigma = rng.Uniform(.3, 1.5);
        return kind < .8
            ? () => (int)Math.Max(1, rng.Normal(typical, noise * typical))
            : () => (int)Math.Clamp(rng.LogNormal(typical, sigma), 1, 10_000_000);
    }
}
