using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>
/// A labelled sample: the features of a generated channel after a number of contacts, with its true period.
/// </summary>
/// <param name="Channel">Index of the channel in its family and split; samples of one channel share it.</param>
/// <param name="Contacts">Collapsed contacts seen.</param>
/// <param name="Times">Starts of the last contacts, seconds.</param>
/// <param name="EstimatedPeriodSeconds">Period estimated with the features.</param>
/// <param name="PeriodSeconds">True mean period over the time of the kept contacts; null when not periodic.</param>
public sealed record Sample(
    TimingFamily Family, int Channel, int Contacts, float[] Features, double[] Times, double EstimatedPeriodSeconds,
    double? PeriodSeconds)
{
    public bool IsPositive => Family.IsPositive;

    /// <summary>Returns the sample with all features except the timing features set to 0.</summary>
    internal Sample TimingAlone()
    {
        var features = new float[Features.Length];
        Features.AsSpan(0, BeaconFeatures.TimingCount).CopyTo(features);
        return this with { Features = features };
    }
}
