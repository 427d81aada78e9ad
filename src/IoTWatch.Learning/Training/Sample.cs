using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>A generated channel as it looked after some contacts: the model's input, its truth, and what the simple baselines say.</summary>
/// <param name="Channel">Number of the channel within its family and split; the cuts of one channel share it.</param>
/// <param name="Contacts">Collapsed contacts seen.</param>
/// <param name="Times">Starts of the last contacts, seconds.</param>
/// <param name="EstimatedPeriodSeconds">What the features took for the period.</param>
/// <param name="PeriodSeconds">The true one, over the time of the kept contacts.</param>
public sealed record Sample(
    TimingFamily Family, int Channel, int Contacts, float[] Features, double[] Times, double EstimatedPeriodSeconds, double? PeriodSeconds)
{
    public bool IsPositive => Family.IsPositive;

    /// <summary>The same channel with every feature but those of timing blanked.</summary>
    internal Sample TimingAlone()
    {
        var features = new float[Features.Length];
        Features.AsSpan(0, BeaconFeatures.TimingCount).CopyTo(features);
        return this with { Features = features };
    }
}
