namespace IoTWatch.Core.Detection;

/// <summary>Makes a behaviour model from a device's own hours.</summary>
/// <remarks>
/// A pure function: the same hours must give the same scores, because models are not saved but made again from the
/// saved hours when a detector asks. It asks seldom: only when a simple rule has already pointed at an hour.
/// </remarks>
public interface IBehaviourTrainer
{
    IBehaviourModel Train(IReadOnlyList<BehaviourHour> hours);
}
