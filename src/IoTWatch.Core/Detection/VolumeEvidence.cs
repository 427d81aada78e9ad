using IoTWatch.Core.Channels;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Detection;

/// <summary>Evidence of an hour in which one destination received far more data than in any hour before.</summary>
/// <param name="Hour">The current hour.</param>
/// <param name="ChannelBytes">Bytes of the hour that the channel's destination received.</param>
/// <param name="LargestBytes">Bytes of the busiest earlier hour.</param>
/// <param name="AgeHours">Hours since the device was first seen.</param>
/// <param name="Score">Score of the behaviour model, 0..1.</param>
public sealed record VolumeEvidence(
    ChannelState Channel, BehaviourHour Hour, long ChannelBytes, long LargestBytes, int AgeHours, string ModelId,
    double Score, RobustScale Usual) : Evidence
{
    private const int MaxContributions = 6;
    private const double MinWeight = 1;

    public override AlertKind Kind => AlertKind.Volume;

    public override DeviationSet Deviations => [Deviation.Volume];

    public override DateTime? BeganAt => DateTime.UnixEpoch.AddHours(Hour.Hour);

    public override string Model => ModelId;

    /// <summary>Each feature of the hour against the device's median hour; the weight is the robust z-score.</summary>
    public override IReadOnlyList<Contribution> Contributions
    {
        get
        {
            var (vector, scaled) = (new float[BehaviourHour.FeatureCount], new float[BehaviourHour.FeatureCount]);
            Hour.Write(vector);
            Usual.Apply(vector, scaled);
            var list = new List<Contribution>();
            for (var i = 0; i < scaled.Length; i++)
                if (Math.Abs(scaled[i]) >= MinWeight)
                    list.Add(new Contribution(
                        BehaviourHour.FeatureNames[i].Replace(' ', '_'), Math.Round(vector[i], 3),
                        Math.Round(Usual.Centre[i], 3), Math.Round(scaled[i], 2)));
            return [.. list.OrderByDescending(item => Math.Abs(item.Weight))
                .ThenBy(item => item.Name, StringComparer.Ordinal).Take(MaxContributions)];
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
        yield return "A large upload may be a recording or a backup, but a second evaluation confirmed it, and "
            + $"{DisplayText.Share((double)ChannelBytes / Hour.BytesOut)} of the hour's data went to this destination.";
        yield return "Compared with all its other hours, this one is unusual (score "
            + $"{DisplayText.Number(Score, "0.00")}; 0.50 is the limit of its earlier hours).";
    }

    public override Severity SeverityIn(FindingContext context) =>
        context.Unexpected.Contains(Deviation.NewDestination) ? Severity.High : Severity.Medium;
}
