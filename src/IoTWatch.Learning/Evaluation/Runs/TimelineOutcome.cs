namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>What a detector made of one timeline.</summary>
/// <param name="Devices">Devices with a channel that leaves the home.</param>
/// <param name="LearningDays">Device-days, of those devices, while they were learned.</param>
/// <param name="DeviceDays">Device-days after that: each device from its first to its last sign of life.</param>
public sealed record TimelineOutcome(
    int Devices, double LearningDays, double DeviceDays, IReadOnlyList<ScoredChannel> Channels, IReadOnlyList<RaisedAlert> Alerts,
    IReadOnlyList<LabelOutcome> Labels)
{
    /// <summary>Channels without a label that wait for a person's review.</summary>
    public int InReview => Channels.Count(channel => channel is { IsLabelled: false, Report.InReview: true });
}
