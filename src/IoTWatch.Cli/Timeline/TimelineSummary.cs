using System.Diagnostics;
using System.Globalization;
using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Timeline;

/// <summary>Says on standard error what was read, what was left out and why, how fast, and with how much memory.</summary>
internal static class TimelineSummary
{
    private const int UnreadableShown = 10;

    public static void Write(TimelineRun run, TextWriter error)
    {
        var report = run.Report;
        var seconds = Math.Max(run.Took.TotalSeconds, 1e-6);
        Line(error, "read", $"{report.Files:n0} files, {report.Bytes / 1048576.0:n1} MiB: {report.Packets:n0} packets and {report.Rows:n0} rows -> {report.Observations:n0} observations");
        Line(error, "speed", $"{Duration.Text(run.Took)}{Rate(report.Packets, seconds, "packets")}{Rate(report.Rows, seconds, "rows")}; peak memory {PeakMebibytes():n0} MiB");
        foreach (var (reason, count) in report.Reasons)
            Line(error, "left out", $"{count:n0} x {SafeText.Of(reason)}");
        foreach (var file in report.Unreadable.Take(UnreadableShown))
            Line(error, "unreadable", $"{SafeText.Of(file, shown: 1000)}");
        if (report.Unreadable.Count > UnreadableShown)
            Line(error, "unreadable", $"and {report.Unreadable.Count - UnreadableShown:n0} more files");
    }

    public static void Line(TextWriter error, string label, FormattableString text) =>
        error.WriteLine($"{label,-11}{text.ToString(CultureInfo.InvariantCulture)}");

    private static string Rate(long count, double seconds, string unit) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count / seconds:n0} {unit}/s");

    public static double PeakMebibytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}
