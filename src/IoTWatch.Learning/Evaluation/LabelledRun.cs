using System.Diagnostics;
using System.Globalization;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation;

/// <summary>Evaluates labelled captures, each with its own pipeline, and returns the totals.</summary>
/// <remarks>A capture that cannot be read is reported and excluded from the totals.</remarks>
public sealed class LabelledRun(EvaluationContext context)
{
    private readonly List<Throughput> _throughput = [];

    public IReadOnlyList<Throughput> Throughput => _throughput;

    public LabelledEvaluation Evaluate(IReadOnlyList<CaptureLabel> captures)
    {
        var done = new List<CaptureEvaluation>();
        var threshold = 0.5;
        foreach (var capture in captures)
        {
            var pipeline = context.Open(capture.Local, capture.LearnDays is { } days ? TimeSpan.FromDays(days) : null);
            threshold = pipeline.Options.BeaconThreshold;
            done.Add(Evaluate(
                capture, new TimelineEvaluator(pipeline, capture.Malicious, context.Suffixes),
                $"capture {done.Count + 1} of {captures.Count}: {capture.Title}"));
        }
        return LabelledEvaluation.Of(done, threshold);
    }

    private CaptureEvaluation Evaluate(CaptureLabel capture, TimelineEvaluator evaluator, string step)
    {
        context.Progress.Report(step);
        var watch = Stopwatch.StartNew();
        var report = new ReadReport();
        string? unreadable = null;
        DateTime? first = null, last = null;
        try
        {
            foreach (var observation in new CaptureSet(capture.Files).Read(report))
            {
                evaluator.Observe(observation);
                first ??= observation.At;
                last = observation.At;
                if (report.Observations % EvaluationContext.ObservationsBetweenReports == 0)
                    context.Progress.Report(
                        string.Create(CultureInfo.InvariantCulture, $"{step}, {observation.At:yyyy-MM-dd HH:mm}"));
            }
        }
        catch (CaptureException failed)
        {
            unreadable = failed.Message;
        }
        unreadable ??= report.Unreadable.FirstOrDefault(
            problem => capture.Files.Any(file => problem.StartsWith(file + ":", StringComparison.Ordinal)))
            ?? (report.Observations == 0 ? "nothing in it can be read" : null);
        var outcome = evaluator.Finish();
        _throughput.Add(new Throughput(
            capture.Title, watch.Elapsed.TotalSeconds, report.Packets + report.Rows, report.Observations,
            outcome.Channels.Count));
        return new CaptureEvaluation(
            capture, first is null ? 0 : (last!.Value - first.Value).TotalDays, outcome, report.Observations,
            new Dictionary<string, long>(report.Reasons), unreadable);
    }
}
