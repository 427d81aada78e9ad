namespace IoTWatch.Core.Detection;

/// <summary>Computes how much an hour differs from a device's other hours.</summary>
public interface IBehaviourModel
{
    /// <summary>Id in alerts, e.g. <c>behaviour/pca</c>.</summary>
    string Id { get; }

    /// <param name="hour">As written by <see cref="BehaviourHour.Write"/>.</param>
    /// <returns>0..1; 0.5 at the edge of the training hours.</returns>
    double Score(ReadOnlySpan<float> hour);
}
