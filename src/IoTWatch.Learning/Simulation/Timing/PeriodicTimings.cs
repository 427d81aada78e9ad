namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Generates the start times of the positive families: automatic, regular calls.</summary>
/// <remarks>
/// U(a,b) uniform, LU log-uniform, N normal, Exp exponential. Unless stated otherwise the period is p ~ LU(1 s, 24 h),
/// the first call falls at U(0, 7 days) after a Monday midnight, and each call is late by |N(0, 5 ms)| of network.
/// Exact: half a clock (t0 + k·p), half a sleep (gap p + U(0, 20 ms)). Uniform jitter: j ~ U(.05, .5); half gap p(1 +
/// U(−j, j)), half p(1 − U(0, j)), as common C2 frameworks sleep. Gaussian: gap N(p, σp), σ ~ U(.02, .25), not below
/// .1p. Exponential on a base: (1 − a)p + Exp(ap), a ~ U(.05, .4). Missed: jitter U(0, .05), each call lost with m ~
/// U(.1, .5). Lossy jitter: jitter U(.05, .3), lost U(.05, .4). Extra: jitter U(0, .08) with a Poisson process of half
/// the rate on top. Jitter with extra contacts: jitter U(.05, .3), the process of U(.05, .4) of the rate. Missed with
/// extra contacts: jitter U(0, .1), lost U(.05, .35), the same process. Wake-up bursts: jitter U(0, .3), each call has
/// 2..6 flows, U(.02, min(2, .04p)) s apart. Two periods: p and p·U(1.3, 8), phases independent. Slow: p ~ LU(1 h, 24
/// h), jitter U(0, .1). Few hours: p ~ LU(10 s, 1 h) only in a daily window of U(max(2 h, 4p), 8 h) that starts at a
/// fixed hour ± 10 min. NAT: 2..4 devices of one model, each with a phase of its own and jitter U(0, .05). Drift:
/// jitter U(0, .2), p changes by a factor of U(.7, 1.3) over 64 calls, by a straight line or a random walk. Retry
/// ladder: half plain calls (<see cref="ContactAttributes"/> adds the SYN ladder), half with 1..3 application retries
/// at fixed shares of the cycle, as one botnet's gaps of 7.2, 8.6, 16.6 and 47.6 s within a cycle of 80 s. Keep-alive:
/// p ~ LU(1 s, 10 min), jitter 0..10 ms, and at a rate of U(0, .15) per call data is sent, after which the timer starts
/// again. Mixed: jitter U(0, .3), missed U(0, .3), extra U(0, .3), drift and bursts each in half of the channels.
/// </remarks>
internal static class PeriodicTimings
{
    public static CallTiming Exact(SeededRandom rng)
    {
        var p = Period(rng);
        return new CallTiming(p, rng.Chance(.5) ? Clock(rng, p) : Sleep(rng, () => p + rng.Uniform(0, .02)));
    }

    public static CallTiming UniformJitter(SeededRandom rng)
    {
        var p = Period(rng);
        var j = rng.Uniform(.05, .5);
        return rng.Chance(.5)
            ? new CallTiming(p, Sleep(rng, () => p * (1 + rng.Uniform(-j, j))))
            : new CallTiming(p * (1 - j / 2), Sleep(rng, () => p * (1 - rng.Uniform(0, j))));
    }

    public static CallTiming GaussianJitter(SeededRandom rng)
    {
        var p = Period(rng);
        var sigma = rng.Uniform(.02, .25);
        return new CallTiming(p, Sleep(rng, () => Math.Max(.1 * p, rng.Normal(p, sigma * p))));
    }

    public static CallTiming ExponentialOnBase(SeededRandom rng)
    {
        var p = Period(rng);
        var a = rng.Uniform(.05, .4);
        return new CallTiming(p, Sleep(rng, () => (1 - a) * p + rng.Exponential(a * p)));
    }

    public static CallTiming Missed(SeededRandom rng)
    {
        var p = Period(rng);
        var m = rng.Uniform(.1, .5);
        return new CallTiming(p, Drop(rng, NearlyRegular(rng, p, .05), m));
    }

    public static CallTiming LossyJitter(SeededRandom rng)
    {
        var p = Period(rng);
        var j = rng.Uniform(.05, .3);
        return new CallTiming(p, Drop(rng, Sleep(rng, () => p * (1 + rng.Uniform(-j, j))), rng.Uniform(.05, .4)));
    }

    public static CallTiming ExtraContacts(SeededRandom rng)
    {
        var p = Period(rng);
        var start = Start(rng);
        return new CallTiming(
            p,
            OrderedMerge.ByTime(
                NearlyRegular(rng, p, .08, start), AperiodicTimings.PoissonFrom(rng.Fork("extra"), start, p / .5)));
    }

    public static CallTiming JitterWithExtraContacts(SeededRandom rng)
    {
        var p = Period(rng);
        var j = rng.Uniform(.05, .3);
        var start = Start(rng);
        return new CallTiming(p, OrderedMerge.ByTime(
            Sleep(rng, () => p * (1 + rng.Uniform(-j, j)), start),
            AperiodicTimings.PoissonFrom(rng.Fork("extra"), start, p / rng.Uniform(.05, .4))));
    }

    public static CallTiming MissedWithExtraContacts(SeededRandom rng)
    {
        var p = Period(rng);
        var start = Start(rng);
        return new CallTiming(p, OrderedMerge.ByTime(
            Drop(rng, NearlyRegular(rng, p, .1, start), rng.Uniform(.05, .35)),
            AperiodicTimings.PoissonFrom(rng.Fork("extra"), start, p / rng.Uniform(.05, .4))));
    }

    public static CallTiming WakeUpBursts(SeededRandom rng)
    {
        var p = Period(rng);
        return new CallTiming(p, Burst(rng, NearlyRegular(rng, p, .3), p));
    }

    public static CallTiming TwoPeriods(SeededRandom rng)
    {
        var p = rng.LogUniform(1, 86_400 / 8.0);
        var q = p * rng.Uniform(1.3, 8);
        var start = Start(rng);
        return new CallTiming(p, OrderedMerge.ByTime(
            NearlyRegular(rng.Fork("p"), p, .03, start + rng.Uniform(0, p)),
            NearlyRegular(rng.Fork("q"), q, .03, start + rng.Uniform(0, q))));
    }

    public static CallTiming Slow(SeededRandom rng)
    {
        var p = rng.LogUniform(3_600, 86_400);
        return new CallTiming(p, NearlyRegular(rng, p, .1));
    }

    public static CallTiming FewHours(SeededRandom rng)
    {
        var p = rng.LogUniform(10, 3_600);
        var window = rng.Uniform(Math.Max(2 * 3_600, 4 * p), 8 * 3_600);
        return new CallTiming(p, Windows(rng, p, window, rng.Uniform(0, 24 * 3_600), rng.Uniform(0, .1)));
    }

    public static CallTiming BehindNat(SeededRandom rng)
    {
        var p = Period(rng);
        var start = Start(rng);
        var jitter = rng.Uniform(0, .05);
        var devices = Enumerable.Range(0, rng.WholeNumber(2, 4)).Select(i =>
        {
            var own = rng.Fork($"device {i}");
            return Sleep(own, () => p * (1 + own.Uniform(-jitter, jitter)), start + own.Uniform(0, p));
        });
        return new CallTiming(p, OrderedMerge.ByTime([.. devices]));
    }

    public static CallTiming Drift(SeededRandom rng)
    {
        var p = Period(rng);
        var periods = new PeriodHistory();
        return new CallTiming(p, Drifting(rng, p, rng.Uniform(0, .2), Start(rng), periods), periods);
    }

    public static CallTiming RetryLadder(SeededRandom rng)
    {
        var p = rng.LogUniform(20, 86_400);
        var calls = NearlyRegular(rng, p, .05);
        if (rng.Chance(.5))
            return new CallTiming(p, calls);
        var rungs = Enumerable.Range(0, rng.WholeNumber(1, 3)).Select(_ => rng.Uniform(.05, .6) * p).Order().ToArray();
        return new CallTiming(p, calls.SelectMany(t => rungs.Prepend(0).Select(r => t + r)));
    }

    public static CallTiming KeepAlive(SeededRandom rng)
    {
        var p = rng.LogUniform(1, 600);
        var data = rng.Uniform(0, .15);
        return new CallTiming(
            p, Sleep(rng, () => rng.Chance(data) ? rng.Uniform(.05, 1) * p : p + rng.Uniform(0, .01)));
    }

    public static CallTiming Mixed(SeededRandom rng)
    {
        var p = Period(rng);
        var j = rng.Uniform(0, .3);
        var extra = rng.Uniform(.02, .3);
        var start = Start(rng);
        var periods = rng.Chance(.5) ? new PeriodHistory() : null;
        var calls = periods is not null
            ? Drifting(rng, p, j, start, periods)
            : Sleep(rng, () => p * (1 + rng.Uniform(-j, j)), start);
        calls = Drop(rng, calls, rng.Uniform(0, .3));
        if (rng.Chance(.5))
            calls = Burst(rng, calls, p);
        return new CallTiming(
            p, OrderedMerge.ByTime(calls, AperiodicTimings.PoissonFrom(rng.Fork("extra"), start, p / extra)), periods);
    }

    /// <summary>
    /// Returns the calls of a fixed clock (30 %) or of a sleep timer with jitter U(0, <paramref name="maxJitter"/>).
    /// </summary>
    private static IEnumerable<double> NearlyRegular(SeededRandom rng, double p, double maxJitter, double? start = null)
    {
        var j = rng.Uniform(0, maxJitter);
        return rng.Chance(.3) ? Clock(rng, p, start) : Sleep(rng, () => p * (1 + rng.Uniform(-j, j)), start);
    }

    private static double Period(SeededRandom rng) => rng.LogUniform(1, 86_400);

    private static double Start(SeededRandom rng) => rng.Uniform(0, 7 * 86_400);

    private static double Late(SeededRandom rng) => Math.Abs(rng.Normal(0, .005));

    private static IEnumerable<double> Clock(SeededRandom rng, double p, double? start = null)
    {
        var t0 = start ?? Start(rng);
        for (var k = 0L; ; k++)
            yield return t0 + k * p + Late(rng);
    }

    private static IEnumerable<double> Sleep(SeededRandom rng, Func<double> gap, double? start = null)
    {
        for (var t = start ?? Start(rng); ; t += gap())
            yield return t + Late(rng);
    }

    private static IEnumerable<double> Drop(SeededRandom rng, IEnumerable<double> calls, double share) =>
        calls.Where(_ => !rng.Chance(share));

    private static IEnumerable<double> Burst(SeededRandom rng, IEnumerable<double> calls, double p)
    {
        var apart = rng.Uniform(.02, Math.Min(2, .04 * p) + .02);
        var maxFlows = rng.WholeNumber(2, 6);
        return calls.SelectMany(t => Enumerable.Range(0, rng.WholeNumber(2, maxFlows)).Select(i => t + i * apart));
    }

    private static IEnumerable<double> Drifting(
        SeededRandom rng, double p, double jitter, double start, PeriodHistory periods)
    {
        var total = Math.Log(rng.Uniform(.7, 1.3));
        var walk = rng.Chance(.5);
        var now = p;
        for (var t = start; ; t += now * (1 + rng.Uniform(-jitter, jitter)))
        {
            periods.Add(t, now);
            yield return t + Late(rng);
            now *= Math.Exp(walk ? rng.Normal(0, Math.Abs(total) / 8) : total / 64);
            now = Math.Clamp(now, .5 * p, 2 * p);
        }
    }

    private static IEnumerable<double> Windows(SeededRandom rng, double p, double window, double opens, double jitter)
    {
        for (var day = rng.WholeNumber(0, 6); ; day++)
        {
            var from = Math.Max(0, day * 86_400.0 + opens + rng.Uniform(-600, 600));
            for (var t = from; t < from + window; t += p * (1 + rng.Uniform(-jitter, jitter)))
                yield return t + Late(rng);
        }
    }
}
