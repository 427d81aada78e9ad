namespace IoTWatch.Core.Beaconing;

/// <summary>Distance of an observed share from the expected one in standard deviations of the binomial.</summary>
public static class ZScore
{
    public static double OfShare(double share, double expected, int trials)
    {
        // Half a trial on either side keeps the deviation above zero where the expected share is 0 or 1.
        var p = (expected * trials + 0.5) / (trials + 1);
        return (share - expected) * Math.Sqrt(trials / (p * (1 - p)));
    }
}
