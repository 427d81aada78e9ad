namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Events per unit of exposure (alerts per device-day) with the 95 % interval of a Poisson count.</summary>
/// <remarks>
/// The exact interval (F. Garwood, 1936): the limits are the means for which a count at least, or at most, as large as
/// the observed one has a probability of 2.5 %, computed by bisection. With no event the upper limit is −ln 0.025 =
/// 3.69 events. All null without exposure.
/// </remarks>
public sealed record EventRate(int Count, double Exposure, double? Value, double? Low, double? High)
{
    private const double Tail = 0.025;

    public static EventRate Of(int count, double exposure)
    {
        if (exposure <= 0)
            return new EventRate(count, 0, null, null, null);
        var low = count == 0 ? 0 : Mean(mean => 1 - AtMost(count - 1, mean) < Tail, count);
        var high = Mean(mean => AtMost(count, mean) > Tail, count);
        return new EventRate(count, exposure, count / exposure, low / exposure, high / exposure);
    }

    /// <summary>Returns the mean at which <paramref name="isBelow"/> becomes false.</summary>
    private static double Mean(Func<double, bool> isBelow, int count)
    {
        var (low, high) = (0.0, count + 10 * Math.Sqrt(count + 1) + 10);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    /// <summary>P(X ≤ count) of a Poisson variable, summed in logarithms.</summary>
    private static double AtMost(int count, double mean)
    {
        if (mean <= 0)
            return 1;
        double sum = 0, logTerm = -mean;
        for (var i = 0; i <= count; logTerm += Math.Log(mean) - Math.Log(++i))
            sum += Math.Exp(logTerm);
        return sum;
    }
}
