using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Timing;
using IoTWatch.Learning.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace IoTWatch.Learning.Tests.Training;

public class TrainerTests(TrainerTests.Small small) : IClassFixture<TrainerTests.Small>
{
    private static readonly TrainingOptions Options = new()
    {
        TrainingChannels = 25,
        ValidationChannels = 10,
        TestChannels = 15,
        Trees = 40,
        Cuts = [6, 8, 10, 16, 32]
    };

    [Fact]
    public void Training_twice_gives_the_same_bytes()
    {
        var again = Trainer.Train(Options);

        Assert.Equal(small.Trained.Zip, again.Zip);
        Assert.Equal(small.Trained.Card.ToJson(), again.Card.ToJson());
    }

    [Fact]
    public void Another_seed_gives_another_model() =>
        Assert.NotEqual(
            small.Trained.Card.DataSha256, Trainer.Train(Options with { Seed = 2, Trees = 2 }).Card.DataSha256);

    [Fact]
    public void The_flat_trees_score_as_ml_net_does()
    {
        var ml = new MLContext(1);
        var pipeline = ml.Model.Load(new MemoryStream(small.Trained.Zip), out _);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single, BeaconFeatures.Count);
        using var engine = ml.Model.CreatePredictionEngine<Row, Scored>(pipeline, inputSchemaDefinition: schema);
        var rng = new SeededRandom(11);
        var typical = small.Trained.Model.Typical.ToArray();

        for (var i = 0; i < 1_000; i++)
        {
            var features = typical.Select(t => (float)(t + rng.Normal(0, 1) * rng.LogUniform(.01, 10))).ToArray();
            var expected = engine.Predict(new Row { Features = features });
            Assert.Equal(expected.Probability, small.Trained.Model.Score(features), 1e-6);
        }
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var features = new float[BeaconFeatures.Count];
        small.Trained.Model.Score(features);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            small.Trained.Model.Score(features);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_splits_share_no_channel()
    {
        var family = TimingFamily.Find("poisson")!;
        var training = SampleGenerator.Generate(family, "train", 1, 20, [8]).Select(s => s.Features[8]).ToHashSet();

        Assert.DoesNotContain(
            SampleGenerator.Generate(family, "test", 1, 20, [8]), s => training.Contains(s.Features[8]));
    }

    [Fact]
    public void Every_family_reaches_every_cut_in_nearly_all_channels() =>
        Assert.All(
            TimingFamily.All,
            f => Assert.InRange(
                SampleGenerator.Generate(f, "test", 1, 40, [10, 64]).Count(s => s.Contacts == 64), 30, 40));

    [Fact]
    public void The_card_contains_families_figures_and_baselines()
    {
        var card = small.Trained.Card;

        Assert.Equal(TimingFamily.All.Select(f => f.Name), card.Families.Select(f => f.Family));
        Assert.Equal(
            ["beacon/1", "timing alone", "rule", "rita ts", "cv", "cv < 0.3"],
            card.Figures.Select(f => f.Scorer).Distinct());
        Assert.All(card.Figures, f => Assert.InRange(f.Auc.Value, f.Auc.Low, f.Auc.High));
        Assert.True(card.Figures[0].Auc.Value > card.Figures.First(f => f.Scorer == "rita ts").Auc.Value);
        Assert.Equal(card.ToJson(), ModelCard.Read(card.ToJson()).ToJson());
    }

    [Fact]
    public void Leaving_a_family_out_is_reported_for_each()
    {
        var card = Trainer.Train(Options with
        {
            TrainingChannels = 4,
            ValidationChannels = 4,
            TestChannels = 4,
            Trees = 3,
            LeaveOneFamilyOut = true
        }).Card;

        Assert.All(card.Families, f => Assert.InRange(f.LeftOut!.Value, 0, 1));
    }

    public sealed class Small
    {
        public TrainedModel Trained { get; } = Trainer.Train(Options);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Scored
    {
        public float Probability { get; set; }
    }
}
