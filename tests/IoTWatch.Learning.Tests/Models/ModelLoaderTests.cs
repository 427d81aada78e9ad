using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation.Timing;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Tests.Models;

public class ModelLoaderTests
{
    [Fact]
    public void The_shipped_model_loads_without_a_warning()
    {
        var (model, warning) = ModelLoader.Load(null);

        Assert.Null(warning);
        Assert.IsType<MlBeaconModel>(model);
        Assert.Equal("beacon/1", model.Id);
        Assert.Equal(BeaconFeatures.Count, model.Typical.Length);
    }

    [Fact]
    public void The_shipped_model_separates_regular_from_random_calls()
    {
        var (model, _) = ModelLoader.Load(null);
        double Mean(string family) => SampleGenerator.Generate(TimingFamily.Find(family)!, "golden", 99, 40, [16])
            .Average(s => model.Score(s.Features));

        Assert.True(Mean("exact") > .95);
        Assert.True(Mean("uniform-jitter") > .8);
        Assert.True(Mean("poisson") < .2);
        Assert.True(Mean("sessions") < .1);
    }

    [Fact]
    public void The_shipped_readme_is_generated_from_the_shipped_card()
    {
        var card = ModelCard.Read(File.ReadAllBytes(Path.Combine(ModelLoader.ShippedFolder, "card.json")));

        Assert.Equal(ModelReadme.Of(card), File.ReadAllText(Path.Combine(ModelLoader.ShippedFolder, "README.md")));
    }

    [Fact]
    public void A_missing_folder_gives_the_rule_model_with_a_warning() =>
        AssertFallback(Path.Combine(Some.Folder(), "none"), "none");

    [Fact]
    public void A_changed_file_gives_the_rule_model_with_a_warning()
    {
        var folder = Copy();
        var path = Path.Combine(folder, "model.zip");
        var zip = File.ReadAllBytes(path);
        zip[^100] ^= 1;
        File.WriteAllBytes(path, zip);

        AssertFallback(folder, "changed or damaged");
    }

    [Fact]
    public void Another_feature_version_gives_the_rule_model_with_a_warning() =>
        AssertFallback(
            WithCard($"\"feature_version\": {BeaconFeatures.Version}", "\"feature_version\": 999"),
            "feature version 999");

    [Fact]
    public void Other_feature_names_give_the_rule_model_with_a_warning() =>
        AssertFallback(WithCard("\"renewal_z\"", "\"another\""), "other features");

    [Fact]
    public void An_invalid_card_gives_the_rule_model_with_a_warning() => AssertFallback(WithCard("{", "["), "JSON");

    [Fact]
    public void An_invalid_model_file_with_a_valid_hash_gives_the_rule_model_with_a_warning()
    {
        var folder = Copy();
        byte[] junk = [1, 2, 3];
        File.WriteAllBytes(Path.Combine(folder, "model.zip"), junk);
        var card = ModelCard.Read(File.ReadAllBytes(Path.Combine(folder, "card.json")));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(junk));
        File.WriteAllBytes(Path.Combine(folder, "card.json"), (card with { ModelSha256 = hash }).ToJson());

        AssertFallback(folder, "is not used");
    }

    private static void AssertFallback(string folder, string reason)
    {
        var (model, warning) = ModelLoader.Load(folder);

        Assert.IsType<RuleBeaconModel>(model);
        Assert.NotNull(warning);
        Assert.Contains(reason, warning, StringComparison.Ordinal);
        Assert.Contains("The rule model scores instead", warning, StringComparison.Ordinal);
    }

    private static string WithCard(string old, string replacement)
    {
        var folder = Copy();
        var path = Path.Combine(folder, "card.json");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(path, text[..at] + replacement + text[(at + old.Length)..]);
        return folder;
    }

    private static string Copy()
    {
        var folder = Some.Folder();
        foreach (var file in Directory.GetFiles(ModelLoader.ShippedFolder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }
}
