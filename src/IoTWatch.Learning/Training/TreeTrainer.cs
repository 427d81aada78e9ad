using System.IO.Compression;
using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace IoTWatch.Learning.Training;

/// <summary>
/// Fits boosted trees (ML.NET FastTree) on training samples and Platt's calibration on validation samples.
/// </summary>
/// <remarks>
/// One thread and fixed seeds: the same samples give the same trees. FastTree is Friedman's gradient boosting (MART)
/// with the logistic loss. The calibration is fitted on channels that the trees were not trained on, and replaces
/// FastTree's own probability. See docs/decisions/0002-fasttree.md.
/// </remarks>
internal static class TreeTrainer
{
    public static FittedTrees Fit(
        IReadOnlyList<Sample> training, IReadOnlyList<Sample> validation, TrainingOptions options)
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
        var (slope, offset) = PlattCalibration.Fit(
            [.. scored.GetColumn<float>("Score")], [.. validation.Select(s => s.IsPositive)]);
        var calibration = ml.BinaryClassification.Calibrators.Platt(slope, offset).Fit(scored);
        return new FittedTrees(trees.Append(calibration), rows.Schema, slope, offset);
    }

    private static IDataView Load(MLContext ml, IEnumerable<Sample> samples)
    {
        var schema = SchemaDefinition.Create(typeof(TrainingRow));
        schema[nameof(TrainingRow.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single, BeaconFeatures.Count);
        return ml.Data.LoadFromEnumerable(
            samples.Select(s => new TrainingRow { Features = s.Features, Label = s.IsPositive }), schema);
    }
}

/// <summary>A training row for ML.NET.</summary>
internal sealed class TrainingRow
{
    public required float[] Features { get; init; }

    public bool Label { get; init; }
}

/// <summary>
/// The result of a fit: the ML.NET pipeline, its input schema, and the slope and offset of the calibration.
/// </summary>
internal sealed record FittedTrees(ITransformer Pipeline, DataViewSchema Schema, double Slope, double Offset)
{
    private static readonly DateTimeOffset EntryDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public MlBeaconModel ToModel(string id, float[] typical) =>
        new(id, TreeEnsemble.From(Pipeline), Slope, Offset, typical);

    /// <summary>
    /// Returns the saved pipeline as a zip archive; the same content gives the same bytes: entries in order of name,
    /// stored, with one date.
    /// </summary>
    public byte[] ToZip()
    {
        using var saved = new MemoryStream();
        new MLContext(seed: 1).Model.Save(Pipeline, Schema, saved);
        return Canonicalize(saved.ToArray());
    }

    // ML.NET stamps its entries with the time of saving. Stored, because a compressor's output may change with the
    // runtime.
    private static byte[] Canonicalize(byte[] archive)
    {
        using var output = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read))
        using (var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression);
                copy.LastWriteTime = EntryDate;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        return output.ToArray();
    }
}
