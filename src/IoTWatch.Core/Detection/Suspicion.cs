using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>A suspicion of a detector that is evaluated a second time before it is reported.</summary>
/// <param name="SinceMs">Time of the first evaluation that raised it, epoch milliseconds; 0 = no suspicion.</param>
/// <param name="ToldMs">Time of the last report; 0 = none.</param>
/// <param name="Channel">The channel concerned, if there is one.</param>
public readonly record struct Suspicion(long SinceMs, long ToldMs, ChannelKey Channel)
{
    public bool IsRaised => SinceMs != 0;

    /// <summary>Whether it was held for long enough, and not reported within the same time.</summary>
    public bool IsDue(long atMs, double heldSeconds) =>
        IsRaised && atMs - Math.Max(SinceMs, ToldMs) >= heldSeconds * 1000;
}
