using IoTWatch.Core.Channels;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Detection;

/// <summary>An hour in which one destination got far more than the device ever sent in one.</summary>
/// <param name="Hour">The hour so far.</param>
/// <param name="ChannelBytes">What the channel's destination got of it.</param>
/// <param name="LargestBytes">The busiest hour before.</param>
/// <param name="AgeHours">How long the device is known.</param>
/// <param name="Score">How unlike its other hours the model finds it, 0..1.</param>
public sealed record VolumeEvidence(
    ChannelState Channel, BehaviourHour Hour, long ChannelBytes, long LargestBytes, int AgeHours, string ModelId,
    double Score, RobustScale Usual) : Evidence
{
    private const int MostContributions = 6;
    private const double LeastWeight = 1;

    public override AlertKind Kind => AlertKind.Volume;

    public override DeviationSet Deviations => [Deviation.Volume];

    public override DateTime? BeganAt => DateTime.UnixEpoch.AddHours(Hour.Hour);

    public override string Model => ModelId;

    /// <summary>
    /// Each feature of the hour against the device's middle hour; the weight is the distance in spreads.
    /// </summary>
    public override IReadOnlyList<Contribution> Contributions
    {
        get
        {
            var (vector, scaled) = (new float[BehaviourHour.FeatureCount], new float[BehaviourHour.FeatureCount]);
            Hour.Write(vector);
            Usual.Apply(vector, scaled);
            var list = new List<Contribution>();
            for (var i = 0; i < scaled.Length; i++)
                if (Math.Abs(scaled[i]) >= LeastWeight)
                    list.Add(new Contribution(
                        BehaviourHour.FeatureNames[i].Replace(' ', '_'), Math.Round(vector[i], 3),
                        Math.Round(Usual.Centre[i], 3), Math.Round(scaled[i], 2)));
            return [.. list.OrderByDescending(item => Math.Abs(item.Weight))
                .ThenBy(item => item.Name, StringComparer.Ordinal).Take(MostContributions)];
        }
    }

    public override IEnumerable<string> Expected =>
        [LargestBytes == 0
            ? "nothing sent to the internet"
            : $"at most {DisplayText.Bytes(LargestBytes)} sent to the internet in an hour, its busiest so far"];

    public override IEnumerable<string> Observed =>
        [$"{DisplayText.Bytes(ChannelBytes)} sent there within the hour, of {DisplayText.Bytes(Hour.BytesOut)} in all"];

    public override string Describe(string party)
    {
        var all = DisplayText.Bytes(Hour.BytesOut) == DisplayText.Bytes(ChannelBytes)
            ? ""
            : $" of the {DisplayText.Bytes(Hour.BytesOut)} that it sent in all";
        var before = LargestBytes == 0 ? "having never sent anything to the internet before"
            : $"{DisplayText.Number((double)Hour.BytesOut / LargestBytes, Hour.BytesOut < 10 * LargestBytes ? "0.#" : "#,0")}"
                + " times as much as in the busiest hour of its last "
                + $"{DisplayText.Span(Math.Min(AgeHours, HourlyBehaviour.HoursKept) * 3600.0)} "
                + $"({DisplayText.Bytes(LargestBytes)})";
        return $"sent {DisplayText.Bytes(ChannelBytes)} to {party} within the hour{all}, {before}";
    }

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return "One large upload may be an update or a recording: but it was still so at a second look, and "
            + $"{DisplayText.Share((double)ChannelBytes / Hour.BytesOut)} of the hour's data went to this one party.";
        yield return "Compared with all its other hours, this one is unusual (score "
            + $"{DisplayText.Number(Score, "0.00")}; 0.50 is the edge of what it did before).";
    }

    public override Severity SeverityIn(FindingContext context) =>
        context.Unexpected.Contains(Deviation.NewDestination) ? Severity.High : Severity.Medium;
}
