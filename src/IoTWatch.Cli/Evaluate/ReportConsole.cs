using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Reports;
using Spectre.Console;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Shows an evaluation: all tables to a person, the rows of the comparison to a pipe.</summary>
internal static class ReportConsole
{
    private const int LongestProse = 400;

    public static void Write(EvaluationReport report, RowFormat format, Terminal terminal)
    {
        if (format == RowFormat.Table)
            WriteTables(report, terminal.OutConsole);
        else
            WriteRows(report, format, terminal.Out);
        TimelineSummary.Line(terminal.Error, "model", $"{report.Model}, feature version {report.FeatureVersion}; peak memory {report.PeakMebibytes:n0} MiB");
    }

    private static void WriteTables(EvaluationReport report, IAnsiConsole console)
    {
        foreach (var section in ReportSections.Of(report).Where(section => !section.IsDetail))
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape(section.Title)}[/]");
            foreach (var paragraph in section.Text)
                console.WriteLine(SafeText.Of(paragraph, shown: LongestProse));
            if (section.Table is { } table)
                console.Write(Table(table));
        }
    }

    private static Table Table(ReportTable from)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < from.Columns.Count; i++)
            table.AddColumn(i == 0 || from.IsProse ? new TableColumn(Markup.Escape(from.Columns[i])) : new TableColumn(Markup.Escape(from.Columns[i])).RightAligned());
        foreach (var row in from.Rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(SafeText.Of(cell, shown: LongestProse)))]);
        return table;
    }

    private static void WriteRows(EvaluationReport report, RowFormat format, TextWriter output)
    {
        if (format == RowFormat.Csv)
            output.WriteLine("set,detector,found,beacons,recall_low,recall_high,precision,false_alarms,device_days,false_per_device_day,auc,tpr_at_1");
        foreach (var (set, rows) in (IEnumerable<(string, IReadOnlyList<DetectorFigures>)>)[("labelled", report.Labelled?.Detectors ?? []), ("households", report.Households?.Detectors ?? [])])
            foreach (var row in rows)
                output.WriteLine(format == RowFormat.Csv ? Line(set, row) : Json(set, row));
        output.Flush();
    }

    private static string Line(string set, DetectorFigures row) => Csv.Line([
        set, row.Name, row.Recall.Count, row.Recall.Total, Rounded(row.Recall.Low), Rounded(row.Recall.High), Rounded(row.Precision.Value),
        row.FalsePerDeviceDay.Count, Rounded(row.FalsePerDeviceDay.Exposure), Rounded(row.FalsePerDeviceDay.Value), Rounded(row.Auc), Rounded(row.TprAt1.Value)]);

    private static string Json(string set, DetectorFigures row) => JsonSerializer.Serialize(new
    {
        set,
        detector = row.Name,
        found = row.Recall.Count,
        beacons = row.Recall.Total,
        recall = (double?[])[Rounded(row.Recall.Value), Rounded(row.Recall.Low), Rounded(row.Recall.High)],
        precision = Rounded(row.Precision.Value),
        false_alarms = row.FalsePerDeviceDay.Count,
        false_per_device_day = (double?[])[Rounded(row.FalsePerDeviceDay.Value), Rounded(row.FalsePerDeviceDay.Low), Rounded(row.FalsePerDeviceDay.High)],
        auc = Rounded(row.Auc),
        tpr_at_1 = Rounded(row.TprAt1.Value),
    });

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
