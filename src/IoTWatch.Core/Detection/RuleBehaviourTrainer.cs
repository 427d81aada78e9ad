namespace IoTWatch.Core.Detection;

/// <summary>
/// Gives every device a <see cref="RuleBehaviourModel"/>: what stands in where no learning library is at hand.
/// </summary>
public sealed class RuleBehaviourTrainer : IBehaviourTrainer
{
    public IBehaviourModel Train(IReadOnlyList<BehaviourHour> hours) => new RuleBehaviourModel(new RobustScale(hours));
}
