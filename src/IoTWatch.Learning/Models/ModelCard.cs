using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoTWatch.Learning.Models;

/// <summary>
/// Describes a model file: identity, training data, calibration and held-out figures; stored as <c>card.json</c> beside
/// <c>model.zip</c>.
/// </summary>
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

    /// <summary>Accuracy of the estimated periods of the beacons found, by number of contacts.</summary>
    public required IReadOnlyList<PeriodFigures> Periods { get; init; }

    public required IReadOnlyList<string> Limits { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelCardContext.Default.ModelCard);

    /// <summary>Parses <c>card.json</c>.</summary>
    /// <exception cref="JsonException">The text is not a model card.</exception>
    public static ModelCard Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ModelCardContext.Default.ModelCard)
        ?? throw new JsonException("null is not a card");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelCardContext : JsonSerializerContext;

/// <summary>The figures of one scorer on the held-out channels after a number of contacts.</summary>
/// <param name="Scorer">The model's id, <c>rule</c>, or a baseline's name.</param>
/// <param name="TprAt1">Share of positive channels found at 1 % false positives.</param>
public sealed record ScorerFigures(string Scorer, int Contacts, Estimate Auc, Estimate TprAt1);

/// <summary>
/// The share of one family classified as beacons after 10 contacts, at 1 % false positives: recall of positives,
/// false-positive rate of negatives.
/// </summary>
/// <param name="Called">By the model.</param>
/// <param name="Timing">By the same trees fitted on the timing features alone.</param>
/// <param name="LeftOut">By timing trees fitted without this family; null when not requested.</param>
public sealed record FamilyFigures(string Family, bool Positive, double Called, double Timing, double? LeftOut);

/// <summary>
/// The share of held-out beacons found after a number of contacts whose period is estimated within 5 %.
/// </summary>
/// <param name="Found">Beacons above the threshold.</param>
/// <param name="Within5Percent">Share of them, 0..1.</param>
public sealed record PeriodFigures(int Contacts, int Found, double Within5Percent);

/// <summary>A figure with its 95 % confidence interval.</summary>
public sealed record Estimate(double Value, double Low, double High);
