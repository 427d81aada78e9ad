using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Reports;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Writes a report to the files named on the command line.</summary>
internal sealed class ReportFiles(string? json, string? markdown, string? html)
{
    /// <summary>Checks before the evaluation, which takes minutes, that the files can be written.</summary>
    /// <exception cref="UsageException">A file is a folder, or its folder does not exist.</exception>
    public void Check()
    {
        var problems = new List<string>();
        CheckFile("--json", json, problems);
        CheckFile("--markdown", markdown, problems);
        CheckFile("--report", html, problems);
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

    private static void CheckFile(string option, string? file, List<string> problems)
    {
        if (file is null)
            return;
        if (Directory.Exists(file))
            problems.Add($"{option} {file}: is a folder");
        else if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            problems.Add($"{option} {file}: its folder does not exist");
    }

    private static void Write(
        string? file, EvaluationReport report, Func<EvaluationReport, string> text, Terminal terminal)
    {
        if (file is null)
            return;
        try
        {
            File.WriteAllText(file, text(report));
            StatusLine.Write(terminal.Error, "written", $"{SafeText.Of(file)}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"{file}: {error.Message}"]);
        }
    }
}
