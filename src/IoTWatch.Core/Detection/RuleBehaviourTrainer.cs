namespace IoTWatch.Core.Detection;

/// <summary>Creates <see cref="RuleBehaviourModel"/>s: the default without a learning library.</summary>
public sealed class RuleBehaviourTrainer : IBehaviourTrainer
{
    public IBehaviourModel Train(IReadOnlyList<BehaviourHour> hours) => new RuleBehaviourModel(new RobustScale(hours));
}
