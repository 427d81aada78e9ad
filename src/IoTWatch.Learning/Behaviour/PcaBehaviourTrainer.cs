using IoTWatch.Core.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace IoTWatch.Learning.Behaviour;

/// <summary>Trains a <see cref="PcaBehaviourModel"/> on the hours of one device.</summary>
/// <remarks>
/// ML.NET's randomised principal component analysis (Halko, Martinsson and Tropp, 2011) with a fixed seed: the same
/// hours give the same model, so it is retrained rather than saved. Features are scaled robustly
/// (<see cref="RobustScale"/>) and clipped, so that an outlier does not become a component. With fewer hours than
/// <see cref="MinHours"/> the rule model is returned.
/// </remarks>
public sealed class PcaBehaviourTrainer : IBehaviourTrainer
{
    public const int MinHours = 24;
    private const int Rank = 3;
    private const int Oversampling = 4;
    private const float MaxScaled = 10;

    public IBehaviourModel Train(IReadOnlyList<BehaviourHour> hours)
    {
        var scale = new RobustScale(hours);
        if (hours.Count < MinHours)
            return new RuleBehaviourModel(scale);
        var rows = hours.Select(hour => new HourRow { Features = Scaled(hour, scale) }).ToList();
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(HourRow));
        schema[nameof(HourRow.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single, BehaviourHour.FeatureCount);
        var data = ml.Data.LoadFromEnumerable(rows, schema);
        try
        {
            var model = ml.AnomalyDetection.Trainers.RandomizedPca(new RandomizedPcaTrainer.Options
            {
                FeatureColumnName = nameof(HourRow.Features),
                Rank = Rank,
                Oversampling = Oversampling,
                EnsureZeroMean = true,
                Seed = 1,
            }).Fit(data).Model;
            VBuffer<float>[]? components = null;
            model.GetEigenVectors(ref components!, out var rank);
            var mean = default(VBuffer<float>);
            model.GetMean(ref mean);
            return new PcaBehaviourModel(
                scale, mean.GetValues().Length == 0 ? new float[BehaviourHour.FeatureCount] : [.. mean.DenseValues()],
                [.. components.Take(rank).Select(component => component.DenseValues().ToArray())],
                [.. rows.Select(row => row.Features)]);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // Nearly identical hours have fewer components than requested.
            return new RuleBehaviourModel(scale);
        }
    }

    private static float[] Scaled(BehaviourHour hour, RobustScale scale)
    {
        Span<float> vector = stackalloc float[BehaviourHour.FeatureCount];
        hour.Write(vector);
        var scaled = new float[BehaviourHour.FeatureCount];
        scale.Apply(vector, scaled);
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = Math.Clamp(scaled[i], -MaxScaled, MaxScaled);
        return scaled;
    }
}

/// <summary>The features of an hour for ML.NET.</summary>
internal sealed class HourRow
{
    public float[] Features { get; set; } = [];
}
