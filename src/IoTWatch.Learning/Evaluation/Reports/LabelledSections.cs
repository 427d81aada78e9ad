using System.Globalization;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Text;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Creates the report sections about labelled captures.</summary>
internal static class LabelledSections
{
    public static IEnumerable<ReportSection> Of(LabelledEvaluation evaluation)
    {
        yield return Summary(evaluation);
        yield return new ReportSection(
            "Beside the baselines and RITA",
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Positives: the labelled beacons. Negatives: the {evaluation.BenignChannels} channels of benign "
                        + $"captures that leave the home. The other channels of malware captures are left out, since "
                        + $"labels there are partial."),
                "Benign captures with and without learning together. Each row calls channels from its threshold on; "
                    + "AUC and the last column judge its ranking at every threshold. The first row ranks what it "
                    + "alerted on before what it may alert on (unexpected, foreign and not on the review list), each "
                    + "by probability; the rest is 0.",
                "The probability says how automatic a channel is, and healthy devices call home like clockwork: "
                    + "alone it is no alert.",
            ],
            ReportSections.Detectors(evaluation.Detectors));
        yield return new ReportSection(
            "RITA from threshold to threshold", [], ReportSections.Detectors(evaluation.RitaSweep), IsDetail: true);
        yield return Captures(evaluation);
        yield return Labels(evaluation);
        foreach (var section in Alerts(evaluation))
            yield return section;
    }

    private static ReportSection Summary(LabelledEvaluation evaluation) => new(
        "Labelled captures",
        ["95 % intervals in brackets: Wilson's for shares, the exact Poisson interval for rates. Inferred labels are "
            + "guesses and count nowhere else."],
        new ReportTable(
            ["figure", "value"],
            [
                ["labelled beacons found by an alert", FigureText.Of(evaluation.Beacons)],
                ["their contacts until the alert, median", FigureText.Number(evaluation.MedianContacts)],
                ["their time until the alert, median", FigureText.Seconds(evaluation.MedianSeconds)],
                ["labelled beacons on the review list, since they were there while learning",
                    FigureText.Short(evaluation.BeaconsInReview)],
                ["beacons found, inferred labels", FigureText.Of(evaluation.Inferred)],
                ["labelled channels that are not regular, listed", FigureText.Of(evaluation.IrregularListed)],
                ["the same, found by an alert (not asked for)", FigureText.Of(evaluation.Irregular)],
                ["false alerts per device-day, benign captures, after learning", FigureText.Of(evaluation.FalseAlerts)],
                ["the same, captures of which nothing is learned", FigureText.Of(evaluation.FalseAlertsUnlearned)],
                ["the same, during learning", FigureText.Of(evaluation.FalseAlertsDuringLearning)],
                ["harmless channels put on the review list while learning", DisplayText.Count(evaluation.InReview)],
                ["other alerts in captures with partial labels (not scored)",
                    DisplayText.Count(evaluation.OtherAlerts)],
            ]));

    private static ReportSection Captures(LabelledEvaluation evaluation) => new(
        "Capture by capture", [],
        new ReportTable(
            ["capture", "kind", "days", "learned", "device-days", "channels", "beacons", "irregular listed",
                "false alerts", "other alerts"],
            [.. evaluation.Captures.Select(Line)]));

    private static IReadOnlyList<string> Line(CaptureEvaluation capture)
    {
        var labels = capture.Outcome.Labels.Where(outcome => !outcome.Label.IsInferred).ToList();
        int beacons = labels.Count(outcome => outcome.Label.Beacon),
            unexplained = capture.Outcome.Alerts.Count(alert => !alert.Labelled);
        return capture.Unreadable is { } reason
            ? [capture.Capture.Title, capture.Capture.Kind, "unreadable: " + reason, "", "", "", "", "", "", ""]
            :
            [
                capture.Capture.Title, capture.Capture.Kind, FigureText.Number(capture.Days, "0.00"),
                capture.Capture.LearnDays is > 0 and { } days
                    ? string.Create(CultureInfo.InvariantCulture, $"{days:0.##} d")
                    : FigureText.None,
                FigureText.Number(capture.Outcome.DeviceDays, "0.00"),
                DisplayText.Count(capture.Outcome.Channels.Count),
                beacons == 0
                    ? FigureText.None
                    : $"{labels.Count(outcome => outcome is { Found: true, Label.Beacon: true })} of {beacons}",
                labels.Count == beacons
                    ? FigureText.None
                    : $"{labels.Count(outcome => outcome is { Listed: true, Label.Beacon: false })} of "
                        + $"{labels.Count - beacons}",
                capture.Capture.IsBenign ? DisplayText.Count(unexplained) : FigureText.None,
                capture.Capture.IsBenign ? FigureText.None : DisplayText.Count(unexplained),
            ];
    }

    private static ReportSection Labels(LabelledEvaluation evaluation) => new(
        "Label by label",
        ["Contacts and time: from the channel's first contact to its alert. Probability: at the end of the capture."],
        new ReportTable(
            ["capture", "label", "basis", "beacon", "listed", "alert", "contacts", "time to alert", "period: label",
                "seen", "probability", "channel"],
            [.. evaluation.Captures.SelectMany(
                capture => capture.Outcome.Labels.Select(outcome => Line(capture, outcome)))]));

    private static IReadOnlyList<string> Line(CaptureEvaluation capture, LabelOutcome outcome)
    {
        var label = outcome.Label;
        return
        [
            capture.Capture.Title,
            $"{label.Device ?? "any device"} → {label.Name ?? label.Address}:{label.Port}/{label.Proto}", label.Basis,
            label.Beacon ? "yes" : "no", outcome.Listed ? "yes" : "no", outcome.Found ? "yes" : "no",
            FigureText.Number(outcome.Contacts), FigureText.Seconds(outcome.Seconds), FigureText.Seconds(label.PeriodS),
            FigureText.Seconds(outcome.PeriodS), FigureText.Number(outcome.Probability, "0.000"),
            $"{outcome.State}, {outcome.TotalContacts} contacts",
        ];
    }

    private static IEnumerable<ReportSection> Alerts(LabelledEvaluation evaluation)
    {
        var lines = evaluation.Captures.Where(capture => capture.Unreadable is null)
            .SelectMany(capture =>
                capture.Outcome.Alerts.Where(alert => !alert.Labelled).Select(alert => (capture, alert))).ToList();
        yield return Listing("False alerts", "In benign captures.", lines.Where(line => line.capture.Capture.IsBenign));
        yield return Listing(
            "Other alerts", "In captures whose labels are partial: some are part of the attack, nobody says which.",
            lines.Where(line => !line.capture.Capture.IsBenign));
    }

    private static ReportSection Listing(
        string title, string text, IEnumerable<(CaptureEvaluation Capture, RaisedAlert Alert)> alerts)
    {
        var rows = alerts.Select(line => (IReadOnlyList<string>)[
            line.Capture.Capture.Title, DeviceAndDestination(line.Alert.First), line.Alert.First.Kind.ToString(),
            line.Alert.DuringLearning ? "learning" : "after", line.Alert.First.Explanation]).ToList();
        return rows.Count == 0
            ? new ReportSection(title, [text + " None."], null)
            : new ReportSection(
                title, [text],
                new ReportTable(
                    ["capture", "device and destination", "kind", "when", "explanation"], rows, IsProse: true));
    }

    internal static string DeviceAndDestination(Alert alert) =>
        $"{alert.Device.Name ?? alert.Device.Id} → "
        + $"{alert.Destination.Name}:{alert.Destination.Port}/{alert.Destination.Proto}";
}
