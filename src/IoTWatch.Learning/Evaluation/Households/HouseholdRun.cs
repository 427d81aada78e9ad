using System.Diagnostics;
using System.Globalization;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Watches simulated homes, one after the other, in memory and as they are made.</summary>
public sealed class HouseholdRun(EvaluationContext context, HouseholdOptions options)
{
    private readonly List<Throughput> _throughput = [];
    private readonly List<(Injection Injection, LabelOutcome Outcome)> _injected = [];
    private readonly List<RaisedAlert> _false = [];
    private double _deviceDays;
    private double _learningDays;
    private long _observations;
    private int _channels;
    private int _inReview;

    public IReadOnlyList<Throughput> Throughput => _throughput;

    public HouseholdsEvaluation Evaluate()
    {
        Comparison? comparison = null;
        for (var i = 0; i < options.Households; i++)
        {
            var pipeline = context.Open([HomeNetwork.Cidr], options.LearnFor);
            comparison ??= new Comparison(pipeline.Options.BeaconThreshold);
            var seed = options.Seed + (ulong)i;
            var (observations, injections) = InfectedHousehold.Create(seed, options);
            var evaluator = new TimelineEvaluator(pipeline, [.. injections.Select(injection => injection.Label)], context.Suffixes);
            Watch(observations, evaluator, seed, i);
            var outcome = evaluator.Finish();
            comparison.Add(outcome, isComplete: true);
            Take(outcome, injections);
        }
        return new HouseholdsEvaluation(
            options, _observations, _channels,
            EventRate.Of(_false.Count(alert => !alert.DuringLearning), _deviceDays),
            EventRate.Of(_false.Count(alert => alert.DuringLearning), _learningDays),
            _inReview, [.. Repeated()],
            InjectionFigures.Of("all of 30 s – 1 h, jitter ≤ 30 %", true, Outcomes(injection => injection.Class.IsTarget)),
            [.. InjectionClass.All.Select(each => InjectionFigures.Of(each.Name, !each.FromStart, Outcomes(injection => injection.Class == each)))],
            [.. _injected.Where(pair => pair is { Outcome.Found: false, Injection.Class.FromStart: false }).Select(pair => pair.Outcome)],
            comparison?.Rows() ?? []);
    }

    private void Watch(IEnumerable<Core.Observations.Observation> observations, TimelineEvaluator evaluator, ulong seed, int place)
    {
        var watch = Stopwatch.StartNew();
        long count = 0;
        var step = $"household {place + 1} of {options.Households}";
        context.Progress.Report(step);
        foreach (var observation in observations)
        {
            evaluator.Observe(observation);
            if (++count % EvaluationContext.ObservationsBetweenReports == 0)
                context.Progress.Report(string.Create(CultureInfo.InvariantCulture, $"{step}, {observation.At:yyyy-MM-dd HH:mm}, {count:n0} observations"));
        }
        _observations += count;
        _throughput.Add(new Throughput(string.Create(CultureInfo.InvariantCulture, $"household, seed {seed}"), watch.Elapsed.TotalSeconds, count, count, 0));
    }

    private void Take(TimelineOutcome outcome, IReadOnlyList<Injection> injections)
    {
        _injected.AddRange(injections.Zip(outcome.Labels));
        _false.AddRange(outcome.Alerts.Where(alert => !alert.Labelled));
        _deviceDays += outcome.DeviceDays;
        _learningDays += outcome.LearningDays;
        _channels += outcome.Channels.Count;
        _inReview += outcome.InReview;
        _throughput[^1] = _throughput[^1] with { Channels = outcome.Channels.Count };
    }

    private List<LabelOutcome> Outcomes(Func<Injection, bool> which) => [.. _injected.Where(pair => which(pair.Injection)).Select(pair => pair.Outcome)];

    private IEnumerable<RepeatedAlert> Repeated() =>
        _false.Select(alert => alert.First)
            .GroupBy(alert => (Device: alert.Device.Name ?? alert.Device.Id, alert.Destination.Name, alert.Destination.Port, alert.Kind))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Device, StringComparer.Ordinal).ThenBy(group => group.Key.Name, StringComparer.Ordinal).ThenBy(group => group.Key.Port)
            .Select(group => new RepeatedAlert(group.Key.Device, group.Key.Name, group.Key.Port, group.Key.Kind.ToString(), group.Count(), group.First()));
}
