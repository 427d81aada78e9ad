using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>How the beacons of one class fared.</summary>
/// <param name="AlertAsked">It begins after learning; else it should wait for review.</param>
/// <param name="WithinTen">Found by an alert within 10 contacts.</param>
/// <param name="WithinEight">Found by an alert within 8 contacts.</param>
/// <param name="PeriodWithin5Percent">In the alert, of those found. The truth is the mean of the intervals that the beacon draws from.</param>
/// <param name="EndPeriodWithin5Percent">The same at the end of the run: the estimate goes on.</param>
/// <param name="InReview">On the review list at the end.</param>
public sealed record InjectionFigures(
    string Class, bool AlertAsked, Share Found, Share WithinEight, Share WithinTen, double? MedianContacts, double? MedianSeconds, double? MedianPeriods, Share PeriodWithin5Percent,
    Share EndPeriodWithin5Percent, Share InReview)
{
    internal static InjectionFigures Of(string name, bool alertAsked, IReadOnlyList<LabelOutcome> outcomes)
    {
        var found = outcomes.Where(outcome => outcome.Found).ToList();
        return new InjectionFigures(
            name,
            alertAsked,
            Share.Of(found.Count, outcomes.Count),
            Share.Of(found.Count(outcome => outcome.Contacts <= 8), outcomes.Count),
            Share.Of(found.Count(outcome => outcome.Contacts <= 10), outcomes.Count),
            Median.Of(found.Select(outcome => (double?)outcome.Contacts)),
            Median.Of(found.Select(outcome => outcome.Seconds)),
            Median.Of(found.Select(outcome => outcome.Seconds / outcome.Label.PeriodS)),
            Share.Of(found.Count(outcome => outcome.PeriodError <= 0.05), found.Count),
            Share.Of(found.Count(outcome => outcome.EndPeriodError <= 0.05), found.Count),
            Share.Of(outcomes.Count(outcome => outcome.InReview), outcomes.Count));
    }
}
