using System.Diagnostics;
using System.Globalization;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Text;

namespace IoTWatch.Cli.Timeline;

/// <summary>Writes to standard error what was read, what was left out and why, the speed and the peak memory.</summary>
internal static class TimelineSummary
{
    private const int MaxUnreadableShown = 10;

    public static double PeakMebibytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    public static void Write(TimelineRun run, TextWriter error)
    {
        var report = run.Report;
        var seconds = Math.Max(run.Elapsed.TotalSeconds, 1e-6);
        var mebibytes = report.Bytes / 1048576.0;
        var rows = $"{DisplayText.Count(report.Packets)} packets and {DisplayText.Count(report.Rows)} rows";
        StatusLine.Write(
            error, "read",
            $"{report.Files:n0} files, {mebibytes:n1} MiB: {rows} -> {report.Observations:n0} observations");
        var rates = Rate(report.Packets, seconds, "packets") + Rate(report.Rows, seconds, "rows");
        StatusLine.Write(
            error, "speed",
            $"{DisplayText.Period(run.Elapsed.TotalSeconds)}{rates}; peak memory {PeakMebibytes:n0} MiB");
        foreach (var (reason, count) in report.Reasons)
            StatusLine.Write(error, "left out", $"{count:n0} x {SafeText.Of(reason)}");
        foreach (var file in report.Unreadable.Take(MaxUnreadableShown))
            StatusLine.Write(error, "unreadable", $"{SafeText.Of(file, maxShown: 1000)}");
        if (report.Unreadable.Count > MaxUnreadableShown)
            StatusLine.Write(error, "unreadable", $"and {report.Unreadable.Count - MaxUnreadableShown:n0} more files");
    }

    private static string Rate(long count, double seconds, string unit) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count / seconds:n0} {unit}/s");
}
