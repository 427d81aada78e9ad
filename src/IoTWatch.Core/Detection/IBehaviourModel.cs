namespace IoTWatch.Core.Detection;

/// <summary>Says how unlike a device's other hours one hour is.</summary>
public interface IBehaviourModel
{
    /// <summary>Written to every alert it had a part in, e.g. <c>behaviour/pca</c>.</summary>
    string Id { get; }

    /// <param name="hour">As <see cref="BehaviourHour.Write"/> gives it.</param>
    /// <returns>0..1; 0.5 lies at the edge of the hours it was trained on.</returns>
    double Score(ReadOnlySpan<float> hour);
}
