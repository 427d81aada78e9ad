namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>What a detector made of one timeline.</summary>
/// <param name="Devices">Devices with a channel that leaves the home.</param>
/// <param name="LearningDays">Device-days, of those devices, while they were learned.</param>
/// <param name="DeviceDays">Device-days after that: each device from its first to its last sign of life.</param>
public sealed record TimelineOutcome(
    int Devices, double LearningDays, double DeviceDays, IReadOnlyList<ScoredChannel> Channels, IReadOnlyList<RaisedAlert> Alerts,
    IReadOnlyList<LabelOutcome> Labels);
