using System.Globalization;
using IoTWatch.Core.Text;
using IoTWatch.Learning.Evaluation.Households;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Creates the report sections about simulated homes.</summary>
internal static class HouseholdSections
{
    private const int MaxShown = 40;

    public static IEnumerable<ReportSection> Of(HouseholdsEvaluation evaluation)
    {
        var options = evaluation.Options;
        yield return new ReportSection(
            "Simulated households",
            [string.Create(CultureInfo.InvariantCulture,
                $"{options.Households} homes of {options.Devices} devices, {options.Days:0.##} days each, seeds "
                    + $"{options.Seed} to {options.Seed + (ulong)options.Households - 1}, learned for "
                    + $"{options.LearnFor.TotalDays:0.##} days. Into each, one beacon of every class below is put "
                    + $"after learning, to an address of its own, without a name unless the class says so.")],
            new ReportTable(
                ["figure", "value"],
                [
                    ["beacons of 30 s – 1 h, jitter ≤ 30 %, found", FigureText.Of(evaluation.Target.Found)],
                    ["the same, within 10 contacts", FigureText.Of(evaluation.Target.WithinTen)],
                    ["false alerts per device-day after learning", FigureText.Of(evaluation.FalseAlerts)],
                    ["of these on things", FigureText.Of(evaluation.FalseOnThings)],
                    ["of these on people's devices: phones, computers, televisions, consoles",
                        FigureText.Of(evaluation.FalseOnPersonal)],
                    ["false alerts per device-day during learning",
                        FigureText.Of(evaluation.FalseAlertsDuringLearning)],
                    ["harmless channels on the review list at the end",
                        string.Create(CultureInfo.InvariantCulture, $"{evaluation.InReview} of {evaluation.Channels}")],
                    ["of these on things", DisplayText.Count(evaluation.InReviewOnThings)],
                    ["firmware updates proposed, one decision each", DisplayText.Count(evaluation.Proposals)],
                    ["period within 5 % of the truth in the alert, of those found",
                        FigureText.Of(evaluation.Target.PeriodWithin5Percent)],
                    ["period within 5 % of the truth at the end of the run",
                        FigureText.Of(evaluation.Target.EndPeriodWithin5Percent)],
                ]));
        yield return new ReportSection(
            "Households: injected beacons by class",
            ["Medians are over the beacons found. The truth of a period is the mean of the intervals it draws from. "
                + "What calls from the first minute on should wait for review, not be learned; no alert is asked for."],
            new ReportTable(
                ["class", "found", "within 8 contacts", "within 10 contacts", "median contacts", "median time",
                    "median periods", "period within 5 %", "at the end", "in review"],
                [.. evaluation.Classes.Append(evaluation.Target).Select(Line)]));
        yield return new ReportSection(
            "Households: beside the baselines and RITA",
            [
                "Positives: the beacons injected after learning. Negatives: every other channel that leaves the home, "
                    + "at the end of the run. RITA sees the last 24 hours.",
                "How often harmless devices take up new destinations after learning is the simulator's choice. The row "
                    + "of new destinations shows it: where that has no false calls, these homes ask little of "
                    + "a detector.",
            ],
            ReportSections.Detectors(evaluation.Detectors));
        yield return new ReportSection(
            "Households: the same on things alone",
            ["Without phones, computers, televisions and consoles, on which new destinations are everyday."],
            ReportSections.Detectors(evaluation.ThingDetectors));
        yield return Missed(evaluation);
        yield return Repeated(evaluation);
        yield return Reviews(evaluation);
    }

    private static IReadOnlyList<string> Line(InjectionFigures figures) =>
    [
        figures.Class, FigureText.Of(figures.Found), FigureText.Short(figures.WithinEight),
        FigureText.Short(figures.WithinTen), FigureText.Number(figures.MedianContacts),
        FigureText.Seconds(figures.MedianSeconds), FigureText.Number(figures.MedianPeriods, "0.0"),
        FigureText.Short(figures.PeriodWithin5Percent), FigureText.Short(figures.EndPeriodWithin5Percent),
        FigureText.Short(figures.InReview),
    ];

    private static ReportSection Missed(HouseholdsEvaluation evaluation) => evaluation.Missed.Count == 0
        ? new ReportSection("Households: missed beacons", ["None."], null)
        : new ReportSection(
            "Households: missed beacons", [],
            new ReportTable(
                ["injected", "device", "period", "seen", "contacts", "probability at the end", "channel"],
                [.. evaluation.Missed.Take(MaxShown).Select(outcome => (IReadOnlyList<string>)[
                    outcome.Label.Path, outcome.Label.Device ?? "", FigureText.Seconds(outcome.Label.PeriodS),
                    FigureText.Seconds(outcome.PeriodS), DisplayText.Count(outcome.TotalContacts),
                    FigureText.Number(outcome.Probability, "0.000"), outcome.State])]));

    private static ReportSection Repeated(HouseholdsEvaluation evaluation) => evaluation.Repeated.Count == 0
        ? new ReportSection("Households: false alerts", ["None."], null)
        : new ReportSection(
            "Households: false alerts",
            [string.Create(
                CultureInfo.InvariantCulture,
                $"The same device, destination and kind in any home is one row; the "
                    + $"{Math.Min(MaxShown, evaluation.Repeated.Count)} most frequent of "
                    + $"{evaluation.Repeated.Count}.")],
            new ReportTable(
                ["times", "device and destination", "kind", "explanation of the first"],
                [.. evaluation.Repeated.Take(MaxShown).Select(alert => (IReadOnlyList<string>)[
                    DisplayText.Count(alert.Times), $"{alert.Device} → {alert.Destination}:{alert.Port}", alert.Kind,
                    alert.First.Explanation])],
                IsProse: true));

    private static ReportSection Reviews(HouseholdsEvaluation evaluation) => evaluation.Reviews.Count == 0
        ? new ReportSection("Households: harmless, on review", ["None."], null)
        : new ReportSection(
            "Households: harmless, on review",
            [string.Create(
                CultureInfo.InvariantCulture,
                $"Regular calls to unrelated parties while learning: a person decides. The "
                    + $"{Math.Min(MaxShown, evaluation.Reviews.Count)} most frequent of "
                    + $"{evaluation.Reviews.Count} kinds.")],
            new ReportTable(
                ["times", "device and destination", "period"],
                [.. evaluation.Reviews.Take(MaxShown).Select(review => (IReadOnlyList<string>)[
                    DisplayText.Count(review.Times), $"{review.Device} → {review.Destination}:{review.Port}",
                    FigureText.Seconds(review.PeriodS)])]));
}
