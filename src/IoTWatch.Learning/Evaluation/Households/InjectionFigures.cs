using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>The results of the injected beacons of one class.</summary>
/// <param name="AlertAsked">An alert is required: the beacons begin after learning. Otherwise they should be on the
/// review list.</param>
/// <param name="WithinTen">Found by an alert within 10 contacts.</param>
/// <param name="WithinEight">Found by an alert within 8 contacts.</param>
/// <param name="PeriodWithin5Percent">Period in the alert, of the beacons found. The true period is the mean of the
/// drawn intervals.</param>
/// <param name="EndPeriodWithin5Percent">Period at the end of the run, of the beacons found.</param>
/// <param name="InReview">On the review list at the end.</param>
public sealed record InjectionFigures(
    string Class, bool AlertAsked, Proportion Found, Proportion WithinEight, Proportion WithinTen,
    double? MedianContacts, double? MedianSeconds, double? MedianPeriods, Proportion PeriodWithin5Percent,
    Proportion EndPeriodWithin5Percent, Proportion InReview)
{
    internal static InjectionFigures Of(string name, bool alertAsked, IReadOnlyList<LabelOutcome> outcomes)
    {
        var found = outcomes.Where(outcome => outcome.Found).ToList();
        return new InjectionFigures(
            name,
            alertAsked,
            Proportion.Of(found.Count, outcomes.Count),
            Proportion.Of(found.Count(outcome => outcome.Contacts <= 8), outcomes.Count),
            Proportion.Of(found.Count(outcome => outcome.Contacts <= 10), outcomes.Count),
            OrderStatistics.MedianOfKnown(found.Select(outcome => (double?)outcome.Contacts)),
            OrderStatistics.MedianOfKnown(found.Select(outcome => outcome.Seconds)),
            OrderStatistics.MedianOfKnown(found.Select(outcome => outcome.Seconds / outcome.Label.PeriodS)),
            Proportion.Of(found.Count(outcome => outcome.PeriodError <= 0.05), found.Count),
            Proportion.Of(found.Count(outcome => outcome.EndPeriodError <= 0.05), found.Count),
            Proportion.Of(outcomes.Count(outcome => outcome.InReview), outcomes.Count));
    }
}
