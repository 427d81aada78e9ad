using IoTWatch.Core.Detection;
using IoTWatch.Learning.Behaviour;

namespace IoTWatch.Learning.Tests.Behaviour;

public class PcaBehaviourTests
{
    private static readonly List<BehaviourHour> Hours = Week(1);

    [Fact]
    public void A_week_like_the_training_week_scores_low()
    {
        var scores = Scores(new PcaBehaviourTrainer().Train(Hours), Week(2));
        Assert.True(scores.Average() < 0.3);
        Assert.True(scores.Count(score => score > 0.5) <= scores.Count * 0.05);
    }

    [Fact]
    public void Far_more_bytes_in_otherwise_usual_hours_exceed_the_limit() =>
        Assert.All(
            Scores(
                new PcaBehaviourTrainer().Train(Hours),
                Week(3).Select(hour => hour with { BytesOut = hour.BytesOut * 300 })),
            score => Assert.True(score > 0.5));

    [Fact]
    public void Far_more_bytes_and_contacts_along_a_component_exceed_the_limit() =>
        Assert.All(
            Scores(
                new PcaBehaviourTrainer().Train(Hours),
                Week(3).Select(hour => hour with { BytesOut = hour.BytesOut * 500, Contacts = hour.Contacts * 500 })),
            score => Assert.True(score > 0.5));

    [Fact]
    public void Training_twice_gives_the_same_scores() =>
        Assert.Equal(
            Scores(new PcaBehaviourTrainer().Train(Hours), Week(4)),
            Scores(new PcaBehaviourTrainer().Train([.. Hours]), Week(4)));

    [Fact]
    public void A_short_history_gives_the_rule_model() =>
        Assert.Equal(
            "behaviour/rule", new PcaBehaviourTrainer().Train([.. Hours.Take(PcaBehaviourTrainer.MinHours - 1)]).Id);

    [Fact]
    public void A_model_of_identical_hours_scores_other_hours_high()
    {
        var model = new PcaBehaviourTrainer().Train(
            [.. Enumerable.Range(0, 48).Select(i => new BehaviourHour(12 + i * 24, 0, 10_000, 20, 0, 3, 5))]);
        var scores = Scores(model, [new(12, 0, 10_000, 20, 0, 3, 5), new(12, 5, 900_000_000, 20, 0, 3, 5)]);
        Assert.True(scores[0] < 0.5 && scores[1] > 0.5);
    }

    private static List<double> Scores(IBehaviourModel model, IEnumerable<BehaviourHour> hours)
    {
        var vector = new float[BehaviourHour.FeatureCount];
        return [.. hours.Select(hour =>
        {
            hour.Write(vector);
            return model.Score(vector);
        })];
    }

    /// <summary>A week of constant heartbeats with two to three times the traffic in the evening.</summary>
    private static List<BehaviourHour> Week(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 7 * 24).Select(hour =>
        {
            var busy = hour % 24 is > 17 and < 23 ? 2 + random.NextDouble() : 1;
            var contacts = (int)(60 * busy * (0.9 + 0.2 * random.NextDouble()));
            return new BehaviourHour(
                hour, 0, (long)(contacts * (300 + 40 * random.NextDouble())), contacts, random.Next(2),
                busy > 1 ? 4 : 2, 0b101);
        })];
    }
}
