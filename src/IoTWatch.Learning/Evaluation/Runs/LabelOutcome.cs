using IoTWatch.Core.Alerts;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>What became of one label.</summary>
/// <param name="Listed">The channel is among those of the run.</param>
/// <param name="Found">An alert was told about it.</param>
/// <param name="Contacts">Contacts seen when the alert was told; null where the alert does not count them.</param>
/// <param name="Seconds">Event time from the channel's first contact to the alert.</param>
/// <param name="PeriodError">Relative error of the period in the alert, of the channel without one; null where no period is labelled or known.</param>
/// <param name="EndPeriodError">The same of the channel at the end of the run.</param>
/// <param name="Probability">Highest probability of its channels at the end.</param>
/// <param name="TotalContacts">Contacts of its channels by the end.</param>
/// <param name="State">Tier and expectation of the most probable channel, for a person who asks why it was missed.</param>
public sealed record LabelOutcome(
    ChannelLabel Label, bool Listed, bool Found, DateTime? At, int? Contacts, double? Seconds, double? PeriodS, double? PeriodError, double? EndPeriodError,
    double Probability, int TotalContacts, bool InReview, string State)
{
    /// <param name="told">The first alert about it.</param>
    internal static LabelOutcome Of(ChannelLabel label, IReadOnlyList<ScoredChannel> channels, Alert? told)
    {
        var best = channels.MaxBy(channel => channel.Report.Probability)?.Report;
        var firstAt = channels.Count > 0 ? channels.Min(channel => channel.Report.FirstAt) : told?.FirstAt;
        var period = told?.Beacon?.PeriodS ?? best?.PeriodS;
        return new LabelOutcome(
            label, channels.Count > 0 || told is not null, told is not null, told?.At, told?.Beacon?.Contacts, (told?.At - firstAt)?.TotalSeconds,
            period, Error(label, period), Error(label, best?.PeriodS),
            best?.Probability ?? 0, channels.Sum(channel => channel.Report.Contacts), channels.Any(channel => channel.Report.InReview),
            best is null ? "not seen" : $"{best.Tier}, {(best.InReview ? "in review" : best.Expected ? "expected" : "unexpected")}");
    }

    private static double? Error(ChannelLabel label, double? period) =>
        label.PeriodS is > 0 and { } truth && period is { } seen ? Math.Abs(seen - truth) / truth : null;
}
