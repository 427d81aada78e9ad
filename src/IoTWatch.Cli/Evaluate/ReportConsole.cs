using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Reports;
using Spectre.Console;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Writes a report: all tables to a terminal, or the rows of the comparison as JSON lines or CSV.</summary>
internal static class ReportConsole
{
    private const int MaxProseShown = 400;

    private static readonly IReadOnlyList<CsvColumn<(string Set, DetectorFigures Figures)>> Columns =
    [
        new("set", row => row.Set),
        new("detector", row => row.Figures.Name),
        new("found", row => row.Figures.Recall.Count),
        new("beacons", row => row.Figures.Recall.Total),
        new("recall_low", row => Rounded(row.Figures.Recall.Low)),
        new("recall_high", row => Rounded(row.Figures.Recall.High)),
        new("precision", row => Rounded(row.Figures.Precision.Value)),
        new("false_alarms", row => row.Figures.FalsePerDeviceDay.Count),
        new("device_days", row => Rounded(row.Figures.FalsePerDeviceDay.Exposure)),
        new("false_per_device_day", row => Rounded(row.Figures.FalsePerDeviceDay.Value)),
        new("auc", row => Rounded(row.Figures.Auc)),
        new("tpr_at_1", row => Rounded(row.Figures.TprAt1.Value)),
    ];

    public static void Write(EvaluationReport report, RowFormat format, Terminal terminal)
    {
        if (format == RowFormat.Table)
            WriteTables(report, terminal.OutConsole);
        else
            WriteRows(report, format, terminal.Out);
        StatusLine.Write(
            terminal.Error, "model",
            $"{report.Model}, feature version {report.FeatureVersion}; peak memory {report.PeakMebibytes:n0} MiB");
    }

    private static void WriteTables(EvaluationReport report, IAnsiConsole console)
    {
        foreach (var section in ReportSections.Of(report).Where(section => !section.IsDetail))
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape(section.Title)}[/]");
            foreach (var paragraph in section.Text)
                console.WriteLine(SafeText.Of(paragraph, maxShown: MaxProseShown));
            if (section.Table is { } table)
                console.Write(Table(table));
        }
    }

    private static Table Table(ReportTable from)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < from.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(from.Columns[i]));
            table.AddColumn(i == 0 || from.IsProse ? column : column.RightAligned());
        }
        foreach (var row in from.Rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(SafeText.Of(cell, maxShown: MaxProseShown)))]);
        return table;
    }

    private static void WriteRows(EvaluationReport report, RowFormat format, TextWriter output)
    {
        List<(string Set, DetectorFigures Figures)> rows =
        [
            .. (report.Labelled?.Detectors ?? []).Select(figures => ("labelled", figures)),
            .. (report.Households?.Detectors ?? []).Select(figures => ("households", figures)),
        ];
        if (format == RowFormat.Csv)
            Csv.Write(output, Columns, rows);
        else
            foreach (var (set, figures) in rows)
                output.WriteLine(Json(set, figures));
        output.Flush();
    }

    private static string Json(string set, DetectorFigures row) => JsonSerializer.Serialize(new
    {
        set,
        detector = row.Name,
        found = row.Recall.Count,
        beacons = row.Recall.Total,
        recall = (double?[])[Rounded(row.Recall.Value), Rounded(row.Recall.Low), Rounded(row.Recall.High)],
        precision = Rounded(row.Precision.Value),
        false_alarms = row.FalsePerDeviceDay.Count,
        false_per_device_day = (double?[])
        [
            Rounded(row.FalsePerDeviceDay.Value),
            Rounded(row.FalsePerDeviceDay.Low),
            Rounded(row.FalsePerDeviceDay.High),
        ],
        auc = Rounded(row.Auc),
        tpr_at_1 = Rounded(row.TprAt1.Value),
    });

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
