using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IoTWatch.Core.Beaconing;

/// <summary>Measures whether contacts have the same phase of a cycle over the whole span.</summary>
/// <remarks>
/// The Rayleigh power R²/n of the contact phases, greatest over frequencies within ±8 % of 1/p in steps of 1/(5·span).
/// For timers locked to a clock; tolerates that half of the calls are missing. For a memoryless process R²/n is
/// exponential with mean 1 at each frequency. Phases are advanced from one frequency to the next by a complex product,
/// without a sine in the loop, four at once.
/// </remarks>
public static class Rayleigh
{
    private const double Search = 0.08;
    private const int MaxSteps = 80;

    /// <returns>R²/n of the best frequency, 0..n, and that frequency's period in seconds.</returns>
    public static (double Power, double Period) Score(ReadOnlySpan<double> times, double period)
    {
        var n = times.Length;
        var span = times[^1] - times[0];
        if (span <= 0 || period <= 0)
            return (0, period);
        var lowest = (1 - Search) / period;
        var step = Math.Max(1 / (5 * span), 2 * Search / period / MaxSteps);
        var steps = Math.Min((int)(2 * Search / period / step) + 1, MaxSteps);

        // A fixed number of lanes, so that the order of the sums and the last bit are the same on all machines. Phases
        // beyond the last contact are 0.
        var lanes = Vector256<double>.Count;
        Span<Vector256<double>> phases = stackalloc Vector256<double>[4 * ((n + lanes - 1) / lanes)];
        var quarter = phases.Length / 4;
        Span<Vector256<double>> re = phases[..quarter], im = phases[quarter..(2 * quarter)],
            turnRe = phases[(2 * quarter)..(3 * quarter)], turnIm = phases[(3 * quarter)..];
        Start(times, lowest, im, re);
        Start(times, step, turnIm, turnRe);
        double best = 0, bestFrequency = 1 / period;
        for (var s = 0; s < steps; s++)
        {
            Vector256<double> sumRe = default, sumIm = default;
            for (var i = 0; i < quarter; i++)
            {
                sumRe += re[i];
                sumIm += im[i];
                (re[i], im[i]) = (re[i] * turnRe[i] - im[i] * turnIm[i], re[i] * turnIm[i] + im[i] * turnRe[i]);
            }
            double real = Vector256.Sum(sumRe), imaginary = Vector256.Sum(sumIm);
            var power = (real * real + imaginary * imaginary) / n;
            if (power > best)
                (best, bestFrequency) = (power, lowest + s * step);
        }
        return (best, 1 / bestFrequency);
    }

    private static void Start(
        ReadOnlySpan<double> times, double frequency, Span<Vector256<double>> sines, Span<Vector256<double>> cosines)
    {
        Span<double> sin = MemoryMarshal.Cast<Vector256<double>, double>(sines),
            cos = MemoryMarshal.Cast<Vector256<double>, double>(cosines);
        for (var i = 0; i < times.Length; i++)
            (sin[i], cos[i]) = Math.SinCos(2 * Math.PI * frequency * (times[i] - times[0]));
    }
}
