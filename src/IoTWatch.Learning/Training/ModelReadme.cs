using System.Globalization;
using System.Text;
using IoTWatch.Learning.Models;

namespace IoTWatch.Learning.Training;

/// <summary>Writes a model card as Markdown for the model's README.md.</summary>
internal static class ModelReadme
{
    public static string Of(ModelCard card)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        string F(double value) => value.ToString(".000", CultureInfo.InvariantCulture);
        string E(Estimate e) => $"{F(e.Value)} [{F(e.Low)}, {F(e.High)}]";

        Line($"# Model {card.Id}");
        Line();
        Line("Probability that a channel calls automatically and regularly, from timing, size and activity alone.");
        Line(
            $"Written by `iotwatch train{(card.Options.LeaveOneFamilyOut ? " --leave-one-family-out" : "")}`; "
            + "the figures below are from generated channels that neither the trees nor the calibration saw.");
        Line();
        Line(
            $"- {card.Trainer}: {card.Options.Trees} trees of {card.Options.Leaves} leaves, "
            + $"learning rate {card.Options.LearningRate.ToString(CultureInfo.InvariantCulture)}, Platt calibration.");
        Line(
            $"- {card.TrainingSamples:#,0} samples, seed {card.Options.Seed}, "
            + $"data SHA-256 `{card.DataSha256[..16]}…`, model SHA-256 `{card.ModelSha256[..16]}…`.");
        Line($"- Feature version {card.FeatureVersion}, {card.FeatureNames.Count} features.");
        Line($"- Threshold for 1 % false positives on the validation channels: {F(card.Threshold)}.");
        Line();
        Line("## Beside the baselines");
        Line();
        Line("| scorer | contacts | AUC [95 %] | TPR at 1 % FPR [95 %] |");
        Line("|---|---|---|---|");
        foreach (var f in card.Figures)
            Line($"| {f.Scorer} | {f.Contacts} | {E(f.Auc)} | {E(f.TprAt1)} |");
        Line();
        Line("## By family, after 10 contacts");
        Line();
        Line(
            "Share called beaconing at the threshold that lets 1 % of all test negatives through: recall of positives, "
            + "false positives of negatives.");
        Line(
            "\"Timing\": the same trees fitted on the timing features alone. \"Left out\": those fitted without the "
            + "family, at the threshold that lets 1 % of the other negatives through.");
        Line();
        Line("| family | class | called | timing | left out |");
        Line("|---|---|---|---|---|");
        foreach (var f in card.Families)
            Line(
                $"| {f.Family} | {(f.Positive ? "positive" : "negative")} | {F(f.Called)} | "
                + $"{F(f.Timing)} | {(f.LeftOut is { } l ? F(l) : "")} |");
        Line();
        Line("## The period");
        Line();
        Line(
            "Share of the beacons found whose period is estimated within 5 %. The true period is the mean interval the "
            + "caller was drawn with, over the time seen.");
        Line(
            "With uniform jitter of 30 % the mean of nine intervals is itself off by more than 5 % in four cases of "
            + "ten; only more contacts help.");
        Line();
        Line("| contacts | found | within 5 % |");
        Line("|---|---|---|");
        foreach (var p in card.Periods)
            Line($"| {p.Contacts} | {p.Found} | {F(p.Within5Percent)} |");
        Line();
        Line("## Limits");
        Line();
        foreach (var limit in card.Limits)
            Line($"- {limit}");
        return text.ToString();
    }
}
