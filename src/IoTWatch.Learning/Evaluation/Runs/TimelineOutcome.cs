using IoTWatch.Core.Alerts;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>The channels, alerts and label outcomes of one run.</summary>
/// <param name="Times">Observed time of each device with an outbound channel.</param>
public sealed record TimelineOutcome(
    IReadOnlyList<DeviceTime> Times, IReadOnlyList<ScoredChannel> Channels, IReadOnlyList<RaisedAlert> Alerts,
    IReadOnlyList<LabelOutcome> Labels)
{
    public int Devices => Times.Count;

    public double LearningDays => Times.Sum(time => time.LearningDays);

    /// <summary>Device-days after learning.</summary>
    public double DeviceDays => Times.Sum(time => time.DaysAfter);

    /// <summary>Number of unlabelled channels on the review list.</summary>
    public int InReview => Channels.Count(channel => channel is { IsLabelled: false, Report.InReview: true });

    /// <summary>
    /// Returns the outcome restricted to some devices, by MAC address; labels must name their device by MAC address.
    /// </summary>
    public TimelineOutcome Of(Func<string, bool> device) => new(
        [.. Times.Where(time => device(time.Device))],
        [.. Channels.Where(channel => device(channel.Report.Device.Mac ?? channel.Report.Device.Id))],
        [.. Alerts.Where(alert => device(alert.First.Device.Mac ?? alert.First.Device.Id))],
        [.. Labels.Where(outcome => outcome.Label.Device is { } named && device(named))]);
}

/// <summary>Observed days of a device while it was learned and after.</summary>
/// <param name="Device">MAC address, or id when unknown.</param>
public sealed record DeviceTime(string Device, double LearningDays, double DaysAfter);

/// <summary>
/// An alert of a run in its first version about each channel; an alert covers a destination and may later include other
/// ports.
/// </summary>
/// <param name="Labelled">A label matches it.</param>
/// <param name="DuringLearning">Raised while the device was being learned.</param>
public sealed record RaisedAlert(IReadOnlyList<Alert> Versions, bool Labelled, bool DuringLearning)
{
    public Alert First => Versions[0];
}
