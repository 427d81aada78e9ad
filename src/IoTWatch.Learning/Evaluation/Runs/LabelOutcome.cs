using IoTWatch.Core.Alerts;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>The outcome of one label.</summary>
/// <param name="Listed">A channel or alert of the run matches the label.</param>
/// <param name="Found">An alert was raised.</param>
/// <param name="Contacts">Contacts at the time of the alert; null when the alert has no count.</param>
/// <param name="Seconds">Event time from the channel's first contact to the alert.</param>
/// <param name="PeriodError">Relative error of the period in the alert, or of the channel without an alert; null
/// without a labelled or estimated period.</param>
/// <param name="EndPeriodError">Relative error of the period of the channel at the end of the run.</param>
/// <param name="Probability">Highest probability of its channels at the end.</param>
/// <param name="TotalContacts">Contacts of its channels by the end.</param>
/// <param name="State">Tier and expectation of the channel with the highest probability.</param>
public sealed record LabelOutcome(
    ChannelLabel Label, bool Listed, bool Found, DateTime? At, int? Contacts, double? Seconds, double? PeriodS,
    double? PeriodError, double? EndPeriodError, double Probability, int TotalContacts, bool InReview, string State)
{
    /// <param name="alert">The first alert that matches the label.</param>
    internal static LabelOutcome Of(ChannelLabel label, IReadOnlyList<ScoredChannel> channels, Alert? alert)
    {
        var best = channels.MaxBy(channel => channel.Report.Probability)?.Report;
        var firstAt = channels.Count > 0 ? channels.Min(channel => channel.Report.FirstAt) : alert?.FirstAt;
        var period = alert?.Beacon?.PeriodS ?? best?.PeriodS;
        return new LabelOutcome(
            label, channels.Count > 0 || alert is not null, alert is not null, alert?.At, alert?.Beacon?.Contacts,
            (alert?.At - firstAt)?.TotalSeconds, period, Error(label, period), Error(label, best?.PeriodS),
            best?.Probability ?? 0, channels.Sum(channel => channel.Report.Contacts),
            channels.Any(channel => channel.Report.InReview),
            best is null
                ? "not seen"
                : $"{best.Tier}, {(best.InReview ? "in review" : best.Expected ? "expected" : "unexpected")}");
    }

    private static double? Error(ChannelLabel label, double? period) =>
        label.PeriodS is > 0 and { } truth && period is { } seen ? Math.Abs(seen - truth) / truth : null;
}
