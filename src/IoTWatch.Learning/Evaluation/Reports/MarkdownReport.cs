using System.Text;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Writes an evaluation as Markdown, e.g. docs/accuracy.md.</summary>
/// <remarks>Names from captures are untrusted: Markdown and HTML markup is escaped.</remarks>
public static class MarkdownReport
{
    private const string Escaped = @"\`*_[]<>|#~!";

    public static string Of(EvaluationReport report)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("# Accuracy");
        Line();
        Line($"Model {Safe(report.Model)}, feature version {report.FeatureVersion}. Written by");
        Line("```sh");
        Line(report.Command);
        Line("```");
        Line("The same captures and seeds give the same figures; only the throughput at the end differs.");
        foreach (var section in ReportSections.Of(report))
        {
            Line();
            Line($"## {section.Title}");
            foreach (var paragraph in section.Text)
                Line(Safe(paragraph));
            if (section.Table is { } table)
                Write(table, Line);
        }
        return text.ToString();
    }

    private static void Write(ReportTable table, Action<string> line)
    {
        line("");
        line($"| {string.Join(" | ", table.Columns.Select(Safe))} |");
        line($"|{string.Join("|", table.Columns.Select((_, place) => place == 0 || table.IsProse ? "---" : "---:"))}|");
        foreach (var row in table.Rows)
            line($"| {string.Join(" | ", row.Select(Safe))} |");
    }

    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (Escaped.Contains(c, StringComparison.Ordinal))
                safe.Append('\\');
            safe.Append(char.IsControl(c) ? ' ' : c);
        }
        return safe.ToString();
    }
}
