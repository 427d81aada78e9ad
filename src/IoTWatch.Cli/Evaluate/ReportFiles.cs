using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Reports;

namespace IoTWatch.Cli.Evaluate;

/// <summary>The files that a report is written to.</summary>
internal sealed class ReportFiles(string? json, string? markdown, string? html)
{
    /// <summary>Minutes of work should not end in a folder that is not there.</summary>
    /// <exception cref="UsageException">A file cannot stand where it was asked for.</exception>
    public void Check()
    {
        var problems = new List<string>();
        foreach (var (option, file) in (ReadOnlySpan<(string, string?)>)[("--json", json), ("--markdown", markdown), ("--report", html)])
            if (file is not null && (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
                problems.Add(Directory.Exists(file) ? $"{option} {file}: is a folder" : $"{option} {file}: its folder does not exist");
        if (problems.Count > 0)
            throw new UsageException(problems);
    }

    /// <exception cref="UsageException">A file cannot be written.</exception>
    public void Write(EvaluationReport report, Terminal terminal)
    {
        Write(json, report, JsonReport.Of, terminal);
        Write(markdown, report, MarkdownReport.Of, terminal);
        Write(html, report, HtmlReport.Of, terminal);
    }

    private static void Write(string? file, EvaluationReport report, Func<EvaluationReport, string> text, Terminal terminal)
    {
        if (file is null)
            return;
        try
        {
            File.WriteAllText(file, text(report));
            TimelineSummary.Line(terminal.Error, "written", $"{SafeText.Of(file)}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"{file}: {error.Message}"]);
        }
    }
}
