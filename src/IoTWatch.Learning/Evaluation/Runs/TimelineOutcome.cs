namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>What a detector made of one timeline.</summary>
/// <param name="Times">Of the devices with a channel that leaves the home, each from its first to its last sign of life.</param>
public sealed record TimelineOutcome(
    IReadOnlyList<DeviceTime> Times, IReadOnlyList<ScoredChannel> Channels, IReadOnlyList<RaisedAlert> Alerts, IReadOnlyList<LabelOutcome> Labels)
{
    public int Devices => Times.Count;

    public double LearningDays => Times.Sum(time => time.LearningDays);

    /// <summary>Device-days after learning.</summary>
    public double DeviceDays => Times.Sum(time => time.DaysAfter);

    /// <summary>Channels without a label that wait for a person's review.</summary>
    public int InReview => Channels.Count(channel => channel is { IsLabelled: false, Report.InReview: true });

    /// <summary>The same for some of the devices, by hardware address; labels must name their device so.</summary>
    public TimelineOutcome Of(Func<string, bool> device) => new(
        [.. Times.Where(time => device(time.Device))],
        [.. Channels.Where(channel => device(channel.Report.Device.Mac ?? channel.Report.Device.Id))],
        [.. Alerts.Where(alert => device(alert.First.Device.Mac ?? alert.First.Device.Id))],
        [.. Labels.Where(outcome => outcome.Label.Device is { } named && device(named))]);
}
