using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>Runs observations through a pipeline as <c>replay</c> does and compares the outcome with labels.</summary>
/// <remarks>
/// Memory grows with channels and alerts, not with time: of an alert the first version about each channel is kept.
/// </remarks>
internal sealed class TimelineEvaluator(
    Pipeline pipeline, IReadOnlyList<ChannelLabel> labels, PublicSuffixList suffixes)
{
    private readonly LabelMatcher _matcher = new(labels, suffixes);
    private readonly RitaWindow _rita = new();
    private readonly List<AlertChange> _changes = [];
    private readonly Dictionary<string, List<Alert>> _raised = new(StringComparer.Ordinal);

    private TimeSpan Learn => pipeline.Options.Learn;

    public void Observe(Observation observation)
    {
        _rita.Add(observation);
        pipeline.Observe(observation, _changes);
        _matcher.Observe(observation, pipeline);
        foreach (var change in _changes)
            Add(change);
        _changes.Clear();
    }

    public TimelineOutcome Finish()
    {
        var reports = pipeline.Home.Channels().ToList();
        var channels = reports.Select(Score).ToList();
        var learnedAt = reports.Select(report => report.Device).DistinctBy(device => device.Id)
            .ToDictionary(device => device.Id, LearnedAt);
        var alerts = _raised.Values.Select(versions => Raised(versions, learnedAt)).OrderBy(alert => alert.First.At)
            .ThenBy(alert => alert.First.Id, StringComparer.Ordinal).ToList();
        var devices = reports.Where(report => report.Tier != Tier.F0).Select(report => report.Device)
            .DistinctBy(device => device.Id).ToList();
        return new TimelineOutcome(
            [.. devices.Select(device => new DeviceTime(
                device.Mac ?? device.Id,
                (Earlier(LearnedAt(device), device.LastAt) - device.FirstAt).TotalDays,
                Math.Max(0, (device.LastAt - LearnedAt(device)).TotalDays)))],
            channels, alerts,
            [.. labels.Select((label, place) => LabelOutcome.Of(
                label,
                channels.FindAll(channel => channel.Labels.Contains(place)),
                alerts.SelectMany(alert => alert.Versions).Where(version => _matcher.Matches(place, version))
                    .MinBy(version => version.At)))]);
    }

    private static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;

    private DateTime LearnedAt(DeviceReport device) => device.FirstAt + Learn;

    /// <summary>Keeps the first version of an alert about each channel.</summary>
    private void Add(AlertChange change)
    {
        // Channels on the review list are counted elsewhere; they are alerts once escalated.
        if (change.After.State == AlertState.Review)
            return;
        if (!_raised.TryGetValue(change.After.Id, out var versions))
            _raised[change.After.Id] = [change.After];
        else if (!versions.Exists(version => ChannelId.Of(version) == ChannelId.Of(change.After)))
            versions.Add(change.After);
    }

    private RaisedAlert Raised(List<Alert> versions, Dictionary<string, DateTime> learnedAt) => new(
        versions,
        versions.Exists(version => Labels(place => _matcher.Matches(place, version)).Any()),
        learnedAt.TryGetValue(versions[0].Device.Id, out var at) && versions[0].At < at);

    private ScoredChannel Score(ChannelReport channel)
    {
        var learnedAt = LearnedAt(channel.Device);
        return new ScoredChannel(
            channel, Rita(channel), channel.FirstAt >= learnedAt, channel.LastAt >= learnedAt,
            _raised.Values.Any(versions => versions.Exists(version => ChannelId.Of(version) == ChannelId.Of(channel))),
            [.. Labels(place => _matcher.Matches(place, channel))]);
    }

    private IEnumerable<int> Labels(Func<int, bool> means) => Enumerable.Range(0, labels.Count).Where(means);

    // For inbound flows the pair is reversed in RITA's tables.
    private double Rita(ChannelReport channel) =>
        IpAddress.TryParse(channel.Device.Ip, out var device) && IpAddress.TryParse(channel.Address, out var peer)
            ? (_rita.Score(device, peer) ?? _rita.Score(peer, device))?.Score ?? 0
            : 0;
}
