using IoTWatch.Core.Beaconing;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace IoTWatch.Learning.Training;

/// <summary>Fits boosted trees (ML.NET FastTree) on training samples and Platt's calibration on validation samples.</summary>
/// <remarks>
/// One thread and fixed seeds: the same samples give the same trees. FastTree is Friedman's gradient boosting (MART) with the logistic loss.
/// The calibration is fitted on channels that the trees have not seen, and overwrites FastTree's own probability.
/// See docs/decisions/0002-fasttree.md.
/// </remarks>
internal static class TreeTrainer
{
    public static FittedTrees Fit(IReadOnlyList<Sample> training, IReadOnlyList<Sample> validation, TrainingOptions options)
    {
        var ml = new MLContext(seed: 1);
        var rows = Load(ml, training);
        var trees = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = nameof(TrainingRow.Label),
            FeatureColumnName = nameof(TrainingRow.Features),
            NumberOfTrees = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = 40,
            NumberOfThreads = 1,
            Seed = 1,
            FeatureSelectionSeed = 1,
        }).Fit(rows);
        var scored = trees.Transform(Load(ml, validation));
        var (slope, offset) = PlattFit.Of([.. scored.GetColumn<float>("Score")], [.. validation.Select(s => s.IsPositive)]);
        var calibration = ml.BinaryClassification.Calibrators.Platt(slope, offset).Fit(scored);
        return new FittedTrees(trees.Append(calibration), rows.Schema, slope, offset);
    }

    private static IDataView Load(MLContext ml, IEnumerable<Sample> samples)
    {
        var schema = SchemaDefinition.Create(typeof(TrainingRow));
        schema[nameof(TrainingRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, BeaconFeatures.Count);
        return ml.Data.LoadFromEnumerable(samples.Select(s => new TrainingRow { Features = s.Features, Label = s.IsPositive }), schema);
    }
}
