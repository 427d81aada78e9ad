using System.Globalization;
using System.Text;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Learning.Simulation;

namespace IoTWatch.Learning.Training;

/// <summary>
/// Computes the tables of <see cref="NullTable"/>: percentiles of the support under null distributions, by number of
/// contacts.
/// </summary>
/// <remarks>
/// Four nulls of unit scale: exponential gaps; lognormal gaps with σ 1; Pareto gaps with floor 1 and tail index 1 (at
/// most 500); sessions of geometric size (mean 6) with lognormal pauses (σ 1, median 1) and lognormal breaks (median
/// 60, σ 1). The tests are independent of scale apart from clock resolution; all are drawn at a median near one minute.
/// The table holds the maximum of the percentiles over the nulls.
/// </remarks>
public static class NullTableGenerator
{
    private const double Minute = 60;
    private const int Trials = 1500;
    private const ulong Seed = 20;

    private static readonly (string Name, Func<SeededRandom, Func<double>> Gaps)[] Nulls =
    [
        ("poisson", rng => () => rng.Exponential(Minute)),
        ("lognormal", rng => () => rng.LogNormal(Minute, 1)),
        ("pareto", rng => () => Math.Min(500 * Minute, rng.Pareto(Minute, 1))),
        ("sessions", Sessions),
    ];

    /// <summary>Returns the deterministic source text of NullTable.Data.cs.</summary>
    public static string Source()
    {
        var p95 = new float[NullTable.MaxContacts - NullTable.MinContacts + 1];
        var p99 = new float[p95.Length];
        foreach (var (name, gaps) in Nulls)
        {
            var supports = Supports(new SeededRandom(Seed).Fork(name), gaps);
            for (var n = 0; n < p95.Length; n++)
            {
                supports[n].Sort();
                p95[n] = Math.Max(p95[n], supports[n][(int)(0.95 * Trials)]);
                p99[n] = Math.Max(p99[n], supports[n][(int)(0.99 * Trials)]);
            }
        }
        return $$"""
            namespace IoTWatch.Core.Beaconing;

            // Written by NullTableGenerator: do not edit.
            public static partial class NullTable
            {
                internal static ReadOnlySpan<float> P95 =>
                [
            {{Rows(p95)}}    ];

                internal static ReadOnlySpan<float> P99 =>
                [
            {{Rows(p99)}}    ];
            }

            """;
    }

    private static List<float>[] Supports(SeededRandom rng, Func<SeededRandom, Func<double>> gaps)
    {
        var supports = new List<float>[NullTable.MaxContacts - NullTable.MinContacts + 1];
        for (var n = 0; n < supports.Length; n++)
            supports[n] = new List<float>(Trials);
        var features = new float[BeaconFeatures.Count];
        for (var trial = 0; trial < Trials; trial++)
        {
            var gap = gaps(rng.Fork($"trial {trial}"));
            var sketch = default(ChannelSketch);
            double at = 0;
            while (sketch.Count < NullTable.MaxContacts)
            {
                at += gap();
                sketch.Add((long)(at * 1000), false, false);
                if (sketch.Count >= NullTable.MinContacts)
                    supports[sketch.Count - NullTable.MinContacts].Add(
                        (float)BeaconFeatures.Compute(sketch, features).Support);
            }
        }
        return supports;
    }

    private static Func<double> Sessions(SeededRandom rng)
    {
        var left = 0;
        return () =>
        {
            if (left-- > 0)
                return rng.LogNormal(Minute, 1);
            left = rng.Geometric(6);
            return rng.LogNormal(60 * Minute, 1);
        };
    }

    private static string Rows(float[] values)
    {
        var text = new StringBuilder();
        foreach (var row in values.Chunk(10))
            text.Append("        ")
                .AppendJoin(", ", row.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture) + "f"))
                .Append(",\n");
        return text.ToString();
    }
}
