namespace IoTWatch.Core.Detection;

/// <summary>Trains a behaviour model on a device's own hours.</summary>
/// <remarks>
/// A pure function: the same hours must give the same scores, because models are not saved but trained again from the
/// saved hours. Called rarely: only after a simple rule has selected an hour.
/// </remarks>
public interface IBehaviourTrainer
{
    IBehaviourModel Train(IReadOnlyList<BehaviourHour> hours);
}
