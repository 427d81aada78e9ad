using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>
/// Something a detector saw once and looks at again before it speaks: an alert needs two looks apart in time.
/// </summary>
/// <param name="SinceMs">The first look that found it, epoch milliseconds; 0 = nothing is suspected.</param>
/// <param name="ToldMs">When it was last told; 0 = not yet.</param>
/// <param name="Channel">The channel concerned, where it is one.</param>
public readonly record struct Suspicion(long SinceMs, long ToldMs, ChannelKey Channel)
{
    public bool IsRaised => SinceMs != 0;

    /// <summary>Held for long enough, and not told within the same time.</summary>
    public bool IsDue(long atMs, double heldSeconds) =>
        IsRaised && atMs - Math.Max(SinceMs, ToldMs) >= heldSeconds * 1000;
}
