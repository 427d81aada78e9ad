using IoTWatch.Core.Alerts;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Web.AlertDetail;

/// <summary>
/// The last contacts of an alert on a line from the first of them (0) to the last (1), and the gaps between them.
/// </summary>
/// <remarks>
/// Rebuilt backwards from the last contact through the intervals. A gap is an interval of at least 1.5 periods; it
/// missed as many calls as whole periods fit, less one.
/// </remarks>
public sealed record ContactLine(
    DateTime FirstAt, DateTime LastAt, IReadOnlyList<double> Positions, IReadOnlyList<ContactGap> Gaps, string Finding)
{
    private const double GapPeriods = 1.5;
    private const double LongestSpanSeconds = 1e9;

    public static ContactLine Of(Alert alert)
    {
        var span = alert.Intervals.Sum();
        if (!(span > 0 && span < LongestSpanSeconds))
            return new ContactLine(alert.LastAt, alert.LastAt, [], [], "No intervals were measured.");
        var period = alert.Beacon?.PeriodS ?? 0;
        var positions = new List<double> { 0 };
        var gaps = new List<ContactGap>();
        var at = 0.0;
        foreach (var interval in alert.Intervals)
        {
            var next = at + interval;
            positions.Add(Math.Min(1, next / span));
            if (period > 0 && interval >= GapPeriods * period)
                gaps.Add(new ContactGap(at / span, next / span, (int)Math.Round(interval / period) - 1));
            at = next;
        }
        var firstAt = alert.LastAt - TimeSpan.FromSeconds(span);
        return new ContactLine(firstAt, alert.LastAt, positions, gaps, Describe(positions.Count, span, period, gaps));
    }

    /// <summary>A position moved inwards, so that the first and the last tick are drawn whole.</summary>
    public static double Inside(double position) => 0.003 + position * 0.994;

    private static string Describe(int contacts, double span, double periodSeconds, List<ContactGap> gaps)
    {
        var calls = $"{contacts} calls in {DisplayText.Span(span)}";
        var period = periodSeconds > 0 ? $", one every {DisplayText.Period(periodSeconds)}" : "";
        if (gaps.Count == 0)
            return $"{calls}{period}, none missing";
        var missing = PageText.Plural(gaps.Sum(gap => gap.Missed), "call", "calls");
        return $"{calls}{period}; {PageText.Plural(gaps.Count, "gap", "gaps")} with {missing} missing";
    }
}
