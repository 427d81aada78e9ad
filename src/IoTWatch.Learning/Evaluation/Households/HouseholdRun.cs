using System.Diagnostics;
using System.Globalization;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Evaluates simulated homes one after the other, in memory.</summary>
public sealed class HouseholdRun(EvaluationContext context, HouseholdOptions options)
{
    private readonly List<Throughput> _throughput = [];
    private readonly List<(Injection Injection, LabelOutcome Outcome)> _injected = [];
    private readonly List<RaisedAlert> _false = [];
    private readonly List<ScoredChannel> _reviews = [];
    private readonly HashSet<string> _personal = new(StringComparer.Ordinal);
    private readonly List<DeviceTime> _times = [];
    private long _observations;
    private int _channels;
    private int _proposals;

    public IReadOnlyList<Throughput> Throughput => _throughput;

    public HouseholdsEvaluation Evaluate()
    {
        DetectorComparison? comparison = null, things = null;
        for (var i = 0; i < options.Households; i++)
        {
            var pipeline = context.Open([HomeNetwork.Cidr], options.LearnFor);
            comparison ??= new DetectorComparison(pipeline.Options.BeaconThreshold);
            things ??= new DetectorComparison(pipeline.Options.BeaconThreshold);
            var seed = options.Seed + (ulong)i;
            var (observations, injections, personal) = InfectedHousehold.Create(seed, options);
            var evaluator = new TimelineEvaluator(
                pipeline, [.. injections.Select(injection => injection.Label)], context.Suffixes);
            Observe(observations, evaluator, seed, i);
            var outcome = evaluator.Finish();
            comparison.Add(outcome, isComplete: true);
            things.Add(outcome.Of(device => !personal.Contains(device)), isComplete: true);
            _personal.UnionWith(personal);
            _proposals += pipeline.Administration.Proposals().Count();
            Add(outcome, injections);
        }
        return new HouseholdsEvaluation(
            options, _observations, _channels,
            RateAfterLearning(_ => true), RateAfterLearning(device => !_personal.Contains(device)),
            RateAfterLearning(_personal.Contains),
            EventRate.Of(_false.Count(alert => alert.DuringLearning), _times.Sum(time => time.LearningDays)),
            _reviews.Count,
            _reviews.Count(channel => !_personal.Contains(channel.Report.Device.Mac ?? channel.Report.Device.Id)),
            _proposals, [.. Reviews()], [.. Repeated()],
            InjectionFigures.Of(
                "all of 30 s – 1 h, jitter ≤ 30 %", true, Outcomes(injection => injection.Class.IsTarget)),
            [.. InjectionClass.All.Select(each =>
                InjectionFigures.Of(each.Name, !each.FromStart, Outcomes(injection => injection.Class == each)))],
            [.. _injected.Where(pair => pair is { Outcome.Found: false, Injection.Class.FromStart: false })
                .Select(pair => pair.Outcome)],
            comparison?.Rows() ?? [], things?.Rows() ?? []);
    }

    private void Observe(
        IEnumerable<Core.Observations.Observation> observations, TimelineEvaluator evaluator, ulong seed, int place)
    {
        var watch = Stopwatch.StartNew();
        long count = 0;
        var step = $"household {place + 1} of {options.Households}";
        context.Progress.Report(step);
        foreach (var observation in observations)
        {
            evaluator.Observe(observation);
            if (++count % EvaluationContext.ObservationsBetweenReports == 0)
                context.Progress.Report(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step}, {observation.At:yyyy-MM-dd HH:mm}, {count:n0} observations"));
        }
        _observations += count;
        _throughput.Add(new Throughput(
            string.Create(CultureInfo.InvariantCulture, $"household, seed {seed}"), watch.Elapsed.TotalSeconds, count,
            count, 0));
    }

    private void Add(TimelineOutcome outcome, IReadOnlyList<Injection> injections)
    {
        _injected.AddRange(injections.Zip(outcome.Labels));
        _false.AddRange(outcome.Alerts.Where(alert => !alert.Labelled));
        _times.AddRange(outcome.Times);
        _channels += outcome.Channels.Count;
        _reviews.AddRange(outcome.Channels.Where(channel => channel is { IsLabelled: false, Report.InReview: true }));
        _throughput[^1] = _throughput[^1] with { Channels = outcome.Channels.Count };
    }

    private List<LabelOutcome> Outcomes(Func<Injection, bool> which) =>
        [.. _injected.Where(pair => which(pair.Injection)).Select(pair => pair.Outcome)];

    private EventRate RateAfterLearning(Func<string, bool> device) => EventRate.Of(
        _false.Count(alert => !alert.DuringLearning && device(alert.First.Device.Mac ?? alert.First.Device.Id)),
        _times.Where(time => device(time.Device)).Sum(time => time.DaysAfter));

    private IEnumerable<RepeatedReview> Reviews() =>
        _reviews.Select(channel => channel.Report)
            .GroupBy(channel => (Device: channel.Device.Name ?? channel.Device.Id, channel.Destination, channel.Port))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Device, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Destination, StringComparer.Ordinal).ThenBy(group => group.Key.Port)
            .Select(group => new RepeatedReview(
                group.Key.Device, group.Key.Destination, group.Key.Port, group.Count(), group.First().PeriodS));

    private IEnumerable<RepeatedAlert> Repeated() =>
        _false.Select(alert => alert.First)
            .GroupBy(alert => (Device: alert.Device.Name ?? alert.Device.Id, alert.Destination.Name,
                alert.Destination.Port, alert.Kind))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Device, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name, StringComparer.Ordinal).ThenBy(group => group.Key.Port)
            .Select(group => new RepeatedAlert(
                group.Key.Device, group.Key.Name, group.Key.Port, group.Key.Kind.ToString(), group.Count(),
                group.First()));
}
