using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Detection;

/// <summary>Evidence of beaconing: the measured period of the channel and the contributions to its score.</summary>
/// <param name="Shift">Log-odds added by verdicts of this home; 0 without verdicts.</param>
public sealed record BeaconEvidence(ChannelState Channel, IBeaconModel Scorer, double Shift = 0) : Evidence
{
    private const double SureProbability = 0.9;

    public override AlertKind Kind =>
        Channel.Unexpected == [Deviation.Cadence] ? AlertKind.CadenceChange : AlertKind.Beacon;

    public override string Model => Scorer.Id;

    public double Probability => Channel.Verdict.Probability;

    public override IReadOnlyList<Contribution> Contributions => Shift == 0
        ? BeaconContributions.Of(Scorer, Channel.Contacts.Sketch)
        : [.. BeaconContributions.Of(Scorer, Channel.Contacts.Sketch),
            new Contribution("verdicts_of_this_home", Math.Round(Shift, 3), 0, Math.Round(Shift, 3))];

    /// <summary>The measured regularity, for the alert.</summary>
    public BeaconSummary Measured
    {
        get
        {
            var sketch = Channel.Contacts.Sketch;
            var estimate = Channel.Verdict.Estimate;
            return new BeaconSummary(
                Math.Round(Probability, 4),
                Round(estimate.PeriodSeconds),
                Math.Round(estimate.Jitter, 4),
                sketch.Count,
                estimate.Missed,
                Math.Round((Channel.Verdict.EvaluatedAtMs - sketch.OriginMs) / 1000.0, 1),
                Math.Round(sketch.MedianBytes),
                SnakeCase.Of(estimate.Method),
                sketch.InFlowShare > 0.5);
        }
    }

    /// <summary>The stored intervals, oldest first, seconds.</summary>
    public IReadOnlyList<double> Intervals
    {
        get
        {
            Span<double> times = stackalloc double[ChannelSketch.RingSize];
            times = times[..Channel.Contacts.Sketch.CopyTimes(times)];
            var intervals = new double[times.Length - 1];
            for (var i = 0; i < intervals.Length; i++)
                intervals[i] = Math.Round(times[i + 1] - times[i], 2);
            return intervals;
        }
    }

    public override IEnumerable<string> Expected =>
        Channel.Cadence is not { } learned || !Channel.Unexpected.Contains(Deviation.Cadence) ? []
            : learned.Regular == 0 ? [$"calls to {Channel.Key.Destination} at no fixed times (learned)"]
            : learned.LongestSeconds < 1.1 * learned.ShortestSeconds ? [
                $"calls to {Channel.Key.Destination} every {DisplayText.Period(learned.LongestSeconds)} (learned)"]
            : [$"calls to {Channel.Key.Destination} every {DisplayText.Period(learned.ShortestSeconds)} to "
                + $"{DisplayText.Period(learned.LongestSeconds)} (learned)"];

    public override IEnumerable<string> Observed
    {
        get
        {
            var beacon = Measured;
            yield return $"every {DisplayText.Period(beacon.PeriodS)} ± "
                + $"{DisplayText.Share(beacon.Jitter)}{(beacon.InFlow ? ", inside one long connection" : "")}";
            yield return $"{DisplayText.Count(beacon.Contacts)} calls in "
                + $"{DisplayText.Span(beacon.SpanS)}{Pace(beacon)}";
            yield return $"{DisplayText.Bytes(beacon.BytesMedian)} sent per call (median)";
            if (Channel.Unexpected.Contains(Deviation.ClearText))
                yield return "unencrypted, while other calls to the same destination are encrypted";
        }
    }

    public override string Describe(string party)
    {
        var beacon = Measured;
        var inFlow = beacon.InFlow ? " inside one long connection" : "";
        var (exactly, give) = beacon.Jitter < 0.001
            ? ("exactly ", "")
            : ("", $", give or take {DisplayText.Share(beacon.Jitter)}");
        if (Kind == AlertKind.CadenceChange)
            return $"calls {party} {exactly}every {DisplayText.Period(beacon.PeriodS)}{inFlow}{give}, and has done so "
                + $"for {DisplayText.Span((Channel.Verdict.EvaluatedAtMs - Channel.Verdict.RegularSinceMs) / 1000.0)}";
        return $"calls {party} {exactly}every {DisplayText.Period(beacon.PeriodS)}{inFlow}{give}, "
            + $"{DisplayText.Count(beacon.Contacts)} times in {DisplayText.Span(beacon.SpanS)}{Pace(beacon)}";
    }

    public override string? Reason(FindingContext context) =>
        Channel.Cadence is not { } learned || !context.Unexpected.Contains(Deviation.Cadence) ? null
            : learned.Regular == 0 ? "while it was learned, its calls there came at no fixed times"
            : learned.LongestSeconds < 1.1 * learned.ShortestSeconds
                ? $"while it was learned, it called there every {DisplayText.Period(learned.LongestSeconds)}"
            : $"while it was learned, it called there every {DisplayText.Period(learned.ShortestSeconds)} to "
                + $"{DisplayText.Period(learned.LongestSeconds)}";

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        var difference = context.Unexpected.Count == 0
            ? "only its network was learned, not this address"
            : DeviationTable.Describe(context.Unexpected);
        yield return "Regular calls alone never cause an alert, because most devices make some. "
            + $"These are also unexpected: {difference}.";
        var since = DisplayText.Time(DateTime.UnixEpoch.AddMilliseconds(Channel.Verdict.RegularSinceMs));
        var probability = Probability > 0.99 ? "more than 0.99" : DisplayText.Number(Probability, "0.00");
        yield return $"Chance is unlikely: every evaluation since {since} found it regular, "
            + $"the last with a probability of {probability}.";
        if (Shift != 0)
            yield return "Your verdicts on similar alerts lower its probability, but not below the threshold.";
    }

    public override Severity SeverityIn(FindingContext context)
    {
        if (context.IsNewCountry)
            return Severity.Medium;
        return (Probability >= SureProbability,
            context.Unexpected.Contains(Deviation.NoDnsAnswer) || context.Unexpected.Contains(Deviation.ClearText),
            context.HasProfile) switch
        {
            (true, true, true) => Severity.Critical,
            (true, true, _) or (true, _, true) => Severity.High,
            (false, false, false) => Severity.Low,
            _ => Severity.Medium,
        };
    }

    private static string Pace(BeaconSummary beacon) =>
        (beacon.Missed == 0
            ? ""
            : $", {beacon.Missed} missed{(beacon.Contacts > ChannelSketch.RingSize ? " of late" : "")}")
        + DisplayText.Pace(beacon.Contacts, beacon.Missed, beacon.SpanS / beacon.PeriodS);

    private static double Round(double seconds) => seconds < 100 ? Math.Round(seconds, 2) : Math.Round(seconds, 1);
}
