using System.Globalization;
using IoTWatch.Core.Text;
using IoTWatch.Learning.Evaluation.Figures;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Creates the sections of a report for terminal, Markdown and HTML.</summary>
public static class ReportSections
{
    public static IReadOnlyList<ReportSection> Of(EvaluationReport report) =>
    [
        .. report.Labelled is { } labelled ? LabelledSections.Of(labelled) : [],
        .. report.Households is { } households ? HouseholdSections.Of(households) : [],
        Throughput(report),
    ];

    internal static ReportTable Detectors(IReadOnlyList<DetectorFigures> rows) => new(
        ["detector", "beacons found", "precision", "false per device-day", "AUC", "found at 1 % false"],
        [.. rows.Select(row => (IReadOnlyList<string>)[
            row.Name, FigureText.Of(row.Recall), FigureText.Of(row.Precision), FigureText.Of(row.FalsePerDeviceDay),
            FigureText.Number(row.Auc, "0.000"), FigureText.Of(row.TprAt1)])]);

    private static ReportSection Throughput(EvaluationReport report)
    {
        var total = report.Throughput.Aggregate(
            new Throughput("all", 0, 0, 0, 0),
            (sum, one) => sum with
            {
                Seconds = sum.Seconds + one.Seconds,
                Read = sum.Read + one.Read,
                Observations = sum.Observations + one.Observations,
                Channels = sum.Channels + one.Channels
            });
        return new ReportSection(
            "Throughput",
            [string.Create(CultureInfo.InvariantCulture,
                $"Measured on the machine that made this report, on one core, with the bookkeeping of the evaluation; "
                    + $"it differs from run to run, everything above does not. Peak memory "
                    + $"{report.PeakMebibytes:0} MiB.")],
            new ReportTable(
                ["run", "seconds", "packets and rows", "per second", "observations", "channels", "channels per second"],
                [.. report.Throughput.Append(total).Select(Line)]));
    }

    private static IReadOnlyList<string> Line(Throughput one) =>
    [
        one.Name, FigureText.Number(one.Seconds, "0.00"), DisplayText.Count(one.Read),
        DisplayText.Count((long)one.ReadPerSecond), DisplayText.Count(one.Observations),
        DisplayText.Count(one.Channels), DisplayText.Count((long)one.ChannelsPerSecond),
    ];
}
