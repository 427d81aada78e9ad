using System.Numerics;

namespace IoTWatch.Learning.Simulation;

/// <summary>
/// Pseudorandom generator of the simulator: the same seed gives the same numbers on every machine and runtime.
/// </summary>
/// <remarks>
/// xoshiro256** 1.0 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021), its state filled by
/// SplitMix64 from the seed. <see cref="Fork"/> gives an independent, named stream, so that adding a device or a family
/// does not change the numbers of the others. System.Random is not used because its algorithm is not guaranteed across
/// runtimes.
/// </remarks>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _a, _b, _c, _d;

    public SeededRandom(ulong seed)
    {
        _seed = seed;
        (_a, _b, _c, _d) = (SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed));
    }

    /// <summary>Returns a generator whose seed depends on this seed and the name only (FNV-1a hash).</summary>
    public SeededRandom Fork(string name)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1_099_511_628_211UL;
        var mixed = _seed ^ BitOperations.RotateLeft(hash, 17);
        return new SeededRandom(SplitMix(ref mixed));
    }

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double from, double to) => from + (to - from) * NextDouble();

    /// <summary>Log-uniform in [from, to].</summary>
    public double LogUniform(double from, double to) => Math.Exp(Uniform(Math.Log(from), Math.Log(to)));

    /// <summary>Uniform integer in [from, to].</summary>
    public int WholeNumber(int from, int to) => from + (int)(NextDouble() * (to - from + 1));

    public bool Chance(double probability) => NextDouble() < probability;

    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());

    /// <summary>Normal distribution by the Box–Muller transform (cosine part).</summary>
    public double Normal(double mean, double deviation) =>
        mean + deviation * Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    public double LogNormal(double median, double sigma) => median * Math.Exp(Normal(0, sigma));

    /// <summary>Pareto type I with minimum <paramref name="floor"/> and tail index <paramref name="alpha"/>.</summary>
    public double Pareto(double floor, double alpha) => floor * Math.Pow(1 - NextDouble(), -1 / alpha);

    /// <summary>Geometric distribution: number of trials up to and including the first success, at least 1.</summary>
    public int Geometric(double mean) =>
        1 + (int)Math.Floor(Math.Log(1 - NextDouble()) / Math.Log(1 - 1 / Math.Max(1.000001, mean)));

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E37_79B9_7F4A_7C15UL;
        z = (z ^ z >> 30) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ z >> 27) * 0x94D0_49BB_1331_11EBUL;
        return z ^ z >> 31;
    }
}
