namespace IoTWatch.Core.Beaconing;

/// <summary>How well contacts keep their place in a cycle over the whole span.</summary>
/// <remarks>
/// The Rayleigh power R²/n of the contact phases, greatest over frequencies within ±8 % of 1/p in steps of 1/(5·span).
/// For timers locked to a clock; survives half the calls missing. For a memoryless process R²/n is exponential with mean 1 at each frequency.
/// Each phase is turned from one frequency to the next by a complex product: no sine inside the loop.
/// </remarks>
public static class Rayleigh
{
    private const double Search = 0.08;
    private const int MostSteps = 80;

    /// <returns>R²/n of the best frequency, 0..n, and that frequency's period in seconds.</returns>
    public static (double Power, double Period) Score(ReadOnlySpan<double> times, double period)
    {
        var n = times.Length;
        var span = times[^1] - times[0];
        if (span <= 0 || period <= 0)
            return (0, period);
        var lowest = (1 - Search) / period;
        var step = Math.Max(1 / (5 * span), 2 * Search / period / MostSteps);
        var steps = Math.Min((int)(2 * Search / period / step) + 1, MostSteps);

        Span<double> re = stackalloc double[n], im = stackalloc double[n], turnRe = stackalloc double[n], turnIm = stackalloc double[n];
        for (var i = 0; i < n; i++)
        {
            (im[i], re[i]) = Math.SinCos(2 * Math.PI * lowest * (times[i] - times[0]));
            (turnIm[i], turnRe[i]) = Math.SinCos(2 * Math.PI * step * (times[i] - times[0]));
        }
        double best = 0, bestFrequency = 1 / period;
        for (var s = 0; s < steps; s++)
        {
            double sumRe = 0, sumIm = 0;
            for (var i = 0; i < n; i++)
            {
                sumRe += re[i];
                sumIm += im[i];
                (re[i], im[i]) = (re[i] * turnRe[i] - im[i] * turnIm[i], re[i] * turnIm[i] + im[i] * turnRe[i]);
            }
            var power = (sumRe * sumRe + sumIm * sumIm) / n;
            if (power > best)
                (best, bestFrequency) = (power, lowest + s * step);
        }
        return (best, 1 / bestFrequency);
    }
}
