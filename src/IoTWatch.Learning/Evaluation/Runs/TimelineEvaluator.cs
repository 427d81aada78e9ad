using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>Runs a timeline through a fresh pipeline, exactly as <c>replay</c> does, and holds the outcome against labels.</summary>
/// <remarks>Memory follows channels and alerts, not the length of the timeline: of an alert the first form is kept, and the first about each label.</remarks>
internal sealed class TimelineEvaluator(Pipeline pipeline, IReadOnlyList<ChannelLabel> labels, PublicSuffixList suffixes)
{
    private readonly LabelMatcher _matcher = new(labels, suffixes);
    private readonly RitaWindow _rita = new();
    private readonly List<AlertChange> _changes = [];
    private readonly Dictionary<string, List<Alert>> _told = new(StringComparer.Ordinal);

    private TimeSpan Learn => pipeline.Options.Learn;

    public void Observe(Observation observation)
    {
        _rita.Add(observation);
        pipeline.Observe(observation, _changes);
        _matcher.Watch(observation, pipeline);
        foreach (var change in _changes)
            Take(change);
        _changes.Clear();
    }

    public TimelineOutcome Finish()
    {
        var reports = pipeline.Channels().ToList();
        var channels = reports.Select(Score).ToList();
        var learnedAt = reports.Select(report => report.Device).DistinctBy(device => device.Id).ToDictionary(device => device.Id, LearnedAt);
        var alerts = _told.Values.Select(forms => Raised(forms, learnedAt)).OrderBy(alert => alert.First.At).ThenBy(alert => alert.First.Id, StringComparer.Ordinal).ToList();
        var devices = reports.Where(report => report.Tier != Tier.F0).Select(report => report.Device).DistinctBy(device => device.Id).ToList();
        return new TimelineOutcome(
            [.. devices.Select(device => new DeviceTime(
                device.Mac ?? device.Id,
                (Earlier(LearnedAt(device), device.LastAt) - device.FirstAt).TotalDays,
                Math.Max(0, (device.LastAt - LearnedAt(device)).TotalDays)))],
            channels, alerts,
            [.. labels.Select((label, place) => LabelOutcome.Of(
                label,
                channels.FindAll(channel => channel.Labels.Contains(place)),
                alerts.SelectMany(alert => alert.Forms).Where(form => _matcher.Means(place, form)).MinBy(form => form.At)))]);
    }

    private static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;

    private DateTime LearnedAt(DeviceReport device) => device.FirstAt + Learn;

    /// <summary>Keeps the first form, and each first form about another channel.</summary>
    private void Take(AlertChange change)
    {
        // What waits for review is counted by its channel; it is an alert from the day a person makes it one, or another finding does.
        if (change.After.State == AlertState.Review)
            return;
        if (!_told.TryGetValue(change.After.Id, out var forms))
            _told[change.After.Id] = [change.After];
        else if (!forms.Exists(form => ChannelId.Of(form) == ChannelId.Of(change.After)))
            forms.Add(change.After);
    }

    private RaisedAlert Raised(List<Alert> forms, Dictionary<string, DateTime> learnedAt) => new(
        forms,
        forms.Exists(form => Labels(place => _matcher.Means(place, form)).Any()),
        learnedAt.TryGetValue(forms[0].Device.Id, out var at) && forms[0].At < at);

    private ScoredChannel Score(ChannelReport channel)
    {
        var learnedAt = LearnedAt(channel.Device);
        return new ScoredChannel(
            channel, Rita(channel), channel.FirstAt >= learnedAt, channel.LastAt >= learnedAt,
            _told.Values.Any(forms => forms.Exists(form => ChannelId.Of(form) == ChannelId.Of(channel))), [.. Labels(place => _matcher.Means(place, channel))]);
    }

    private IEnumerable<int> Labels(Func<int, bool> means) => Enumerable.Range(0, labels.Count).Where(means);

    // Where the device was called from outside, the pair stands the other way round in RITA's tables.
    private double Rita(ChannelReport channel) =>
        IpAddress.TryParse(channel.Device.Ip, out var device) && IpAddress.TryParse(channel.Address, out var peer)
            ? (_rita.Score(device, peer) ?? _rita.Score(peer, device))?.Score ?? 0
            : 0;
}
