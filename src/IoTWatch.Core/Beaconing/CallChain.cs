using System.Numerics;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Beaconing;

/// <summary>
/// The longest chain of contacts that are one period apart, with missed calls and other contacts in between.
/// </summary>
/// <remarks>
/// Dynamic programming over the contacts: each later contact that is k periods away (k = 1..4), within the tolerance
/// times √k, may continue the chain; a link scores 1, reduced for missed calls and for its deviation. Eight successors
/// are evaluated at once (SIMD). The contacts that are not in a chain may contain another caller of the same period.
/// </remarks>
/// <param name="Links">Number of pairs of successive calls.</param>
/// <param name="Periods">Number of periods that the pairs span, including missed calls.</param>
/// <param name="PeriodSeconds">Mean over the chain.</param>
/// <param name="SpreadSeconds">Standard deviation of a link from its periods, per √k.</param>
/// <param name="LogLikelihood">Log-likelihood of the links, each normal around its periods; without the share of missed
/// calls.</param>
/// <param name="Left">Number of contacts that are not in the chain.</param>
public readonly record struct CallChain(
    int Links, int Periods, double PeriodSeconds, double SpreadSeconds, double LogLikelihood, int Left)
{
    private const int MaxPeriods = 4;

    // A multiple of every vector width, so that the result is the same on all machines.
    private const int MaxSuccessors = 32;
    private static readonly double[] Logarithms = [0, 0, Math.Log(2), Math.Log(3), Math.Log(4)];
    private const float MissedCost = 0.3f;
    private const float LatenessCost = 0.5f;

    // Prior of the spread and its weight in links: two or three links agree closely by chance.
    private const double PriorSpread = 0.02;
    private const double PriorLinks = 2;

    // Times have a resolution of centiseconds, and networks add delay.
    private const double MinSpreadSeconds = 0.01;

    /// <summary>Finds the longest chain and removes it from the contacts.</summary>
    /// <param name="times">Ascending, seconds; the contacts that are not in the chain are moved to the front.</param>
    /// <param name="period">Seconds, above 0.</param>
    /// <param name="tolerance">Maximum deviation of a link, as a share of the period times √k; below 0.5.</param>
    /// <param name="links">The links of the chain, each divided by its number of periods, seconds.</param>
    public static CallChain ExtractLongest(Span<double> times, double period, double tolerance, Span<double> links)
    {
        var n = times.Length;
        Span<float> at = stackalloc float[n + Vector<float>.Count], worth = stackalloc float[n + Vector<float>.Count],
            skipped = stackalloc float[n + Vector<float>.Count];
        Span<int> before = stackalloc int[n + Vector<float>.Count];
        var frequency = 1 / period;
        for (var i = 0; i < n; i++)
            at[i] = (float)((times[i] - times[0]) * frequency);
        at[n..].Fill(float.PositiveInfinity);
        worth.Clear();
        before.Fill(-1);

        var end = Link(at, worth, skipped, before, (float)tolerance);
        int count = 0, periods = 0, start = end;
        for (var i = end; before[i] >= 0; i = start)
        {
            start = before[i];
            count++;
            periods += (int)skipped[i];
        }
        if (count < 2)
            return new CallChain(count, periods, period, period, 0, n);
        return Extract(times, end, count, periods, before, skipped, links);
    }

    /// <summary>Computes for each contact the best chain that ends there.</summary>
    /// <param name="at">Periods since the first contact, followed by a vector of infinities; the other spans have the
    /// same length.</param>
    /// <returns>The last contact of the chain with the highest score.</returns>
    private static int Link(Span<float> at, Span<float> worth, Span<float> skipped, Span<int> before, float tolerance)
    {
        Vector<float> one = Vector<float>.One, half = new(0.5f), max = new(MaxPeriods),
            narrowness = new(1 / (tolerance * tolerance));
        ref float time = ref MemoryMarshal.GetReference(at), best = ref MemoryMarshal.GetReference(worth),
            periods = ref MemoryMarshal.GetReference(skipped);
        ref var previous = ref MemoryMarshal.GetReference(before);
        var end = 0;
        for (var from = 0; from < at.Length - Vector<float>.Count; from++)
        {
            if (worth[from] > worth[end])
                end = from;
            Vector<float> here = new(at[from]), worthOfLink = new(worth[from] + 1 + MissedCost);
            Vector<int> origin = new(from);
            var reach = at[from] + MaxPeriods + 0.5f;
            // The vector behind the last contact ends every loop, so that nothing is read beyond it.
            for (var to = from + 1; at[to] <= reach && to <= from + MaxSuccessors; to += Vector<float>.Count)
            {
                var gap = Vector.LoadUnsafe(ref time, (nuint)to) - here;
                var k = Vector.Floor(gap + half);
                var off = gap - k;
                // k = 0 gives infinity, padding gives NaN: neither passes
                var lateness = off * off * narrowness / k;
                var offered = worthOfLink - k * MissedCost - lateness * LatenessCost;
                var known = Vector.LoadUnsafe(ref best, (nuint)to);
                var better = Vector.LessThanOrEqual(lateness, one) & Vector.LessThanOrEqual(k, max)
                    & Vector.GreaterThan(offered, known);
                if (better == Vector<int>.Zero)
                    continue;
                Vector.ConditionalSelect(better, offered, known).StoreUnsafe(ref best, (nuint)to);
                Vector.ConditionalSelect(better, k, Vector.LoadUnsafe(ref periods, (nuint)to))
                    .StoreUnsafe(ref periods, (nuint)to);
                Vector.ConditionalSelect(better, origin, Vector.LoadUnsafe(ref previous, (nuint)to))
                    .StoreUnsafe(ref previous, (nuint)to);
            }
        }
        return end;
    }

    private static CallChain Extract(
        Span<double> times, int end, int count, int periods, Span<int> before, ReadOnlySpan<float> skipped,
        Span<double> links)
    {
        const int taken = -2;
        int start = end, link = count;
        double squares = 0, logs = 0;
        for (var i = end; before[i] >= 0; i = start)
        {
            start = before[i];
            links[--link] = (times[i] - times[start]) / skipped[i];
            logs += Logarithms[(int)skipped[i]];
        }
        var period = (times[end] - times[start]) / periods;
        for (var i = end; i >= 0;)
        {
            var next = before[i];
            if (next >= 0)
            {
                var off = times[i] - times[next] - skipped[i] * period;
                squares += off * off / skipped[i];
            }
            before[i] = taken;
            i = next;
        }
        var left = 0;
        for (var i = 0; i < times.Length; i++)
            if (before[i] != taken)
                times[left++] = times[i];
        var prior = PriorSpread * period;
        var spread = Math.Sqrt((squares + PriorLinks * prior * prior) / (count + PriorLinks)) + MinSpreadSeconds;
        var likelihood = -count * (Math.Log(spread * Math.Sqrt(2 * Math.PI)) + squares / count / (2 * spread * spread))
            - logs / 2;
        return new CallChain(count, periods, period, spread, likelihood, left);
    }
}
