using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Models;

/// <summary>What a model file is, where it comes from and how good it is: <c>card.json</c> beside <c>model.zip</c>.</summary>
public sealed record ModelCard
{
    /// <summary>Name for reports, e.g. <c>beacon/1</c>.</summary>
    public required string Id { get; init; }

    public required string Trainer { get; init; }

    /// <summary>The <see cref="Core.Beaconing.BeaconFeatures.Version"/> that the model was trained on.</summary>
    public required int FeatureVersion { get; init; }

    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>SHA-256 of model.zip, lower-case hex.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>SHA-256 over the training samples' features and labels: the same data gives the same digest.</summary>
    public required string DataSha256 { get; init; }

    public required TrainingOptions Options { get; init; }

    public required int TrainingSamples { get; init; }

    /// <summary>Calibration: p = 1 / (1 + exp(slope · score + offset)).</summary>
    public required double Slope { get; init; }

    public required double Offset { get; init; }

    /// <summary>Probability above which 1 % of the validation negatives lie.</summary>
    public required double Threshold { get; init; }

    /// <summary>Median of each feature over the negative training samples.</summary>
    public required IReadOnlyList<float> Typical { get; init; }

    /// <summary>Held-out figures of the model and the baselines.</summary>
    public required IReadOnlyList<ScorerFigures> Figures { get; init; }

    /// <summary>Held-out figures by family, after 10 contacts.</summary>
    public required IReadOnlyList<FamilyFigures> Families { get; init; }

    /// <summary>How exact the periods of the beacons found are, by number of contacts.</summary>
    public required IReadOnlyList<PeriodFigures> Periods { get; init; }

    public required IReadOnlyList<string> Limits { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelCardContext.Default.ModelCard);

    /// <exception cref="JsonException">The text is not a card.</exception>
    public static ModelCard Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ModelCardContext.Default.ModelCard) ?? throw new JsonException("null is not a card");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelCardContext : JsonSerializerContext;
