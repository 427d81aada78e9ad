using System.Security.Cryptography;
using System.Text.Json;
using IoTWatch.Core.Beaconing;
using Microsoft.ML;

namespace IoTWatch.Learning.Models;

/// <summary>Loads a beacon model from a folder; returns the rule model and a warning when it cannot be used.</summary>
/// <remarks>
/// A model is used only if its card has this build's feature version and feature names and its file has the hash in the
/// card.
/// </remarks>
public static class ModelLoader
{
    /// <summary>Folder of the shipped model, beside the executable.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "beacon", "1");

    /// <summary>
    /// Loads the model folder (<c>card.json</c> beside <c>model.zip</c>); the shipped <c>models/beacon/1</c> when null.
    /// </summary>
    /// <returns>The model, and a warning for the user if it is the rule model (file absent, hash or feature version
    /// different); else null.</returns>
    public static (IBeaconModel Model, string? Warning) Load(string? folder)
    {
        folder ??= ShippedFolder;
        try
        {
            var card = ModelCard.Read(File.ReadAllBytes(Path.Combine(folder, "card.json")));
            var problem = Problem(card);
            if (problem is not null)
                return Fallback(folder, problem);
            var zip = File.ReadAllBytes(Path.Combine(folder, "model.zip"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(zip));
            if (hash != card.ModelSha256)
                return Fallback(
                    folder,
                    $"model.zip has SHA-256 {hash[..12]}…, but its card says {Short(card.ModelSha256)}: the file was "
                        + "changed or damaged");
            var trees = TreeEnsemble.From(new MLContext(seed: 1).Model.Load(new MemoryStream(zip), out _));
            return trees.FeatureCount > BeaconFeatures.Count
                ? Fallback(
                    folder, $"its trees ask for {trees.FeatureCount} features, but there are {BeaconFeatures.Count}")
                : (new MlBeaconModel(card.Id, trees, card.Slope, card.Offset, [.. card.Typical]), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException
            or InvalidOperationException or ArgumentException)
        {
            return Fallback(folder, e.Message);
        }
    }

    private static string? Problem(ModelCard card) =>
        card.FeatureVersion != BeaconFeatures.Version
            ? $"it was trained on feature version {card.FeatureVersion}, but this program computes version "
                + $"{BeaconFeatures.Version}"
        : !card.FeatureNames.SequenceEqual(BeaconFeatures.Names, StringComparer.Ordinal)
            ? "its card names other features than this program computes"
        : card.Typical.Count != BeaconFeatures.Count
            ? $"its card has {card.Typical.Count} typical values for {BeaconFeatures.Count} features"
        : null;

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] + "…" : hash;

    private static (IBeaconModel Model, string? Warning) Fallback(string folder, string reason) =>
        (new RuleBeaconModel(),
            $"The beacon model in {folder} is not used: {reason.TrimEnd('.')}. The rule model scores instead; it "
            + "finds fewer beacons.");
}
