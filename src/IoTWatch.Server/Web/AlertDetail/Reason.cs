using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Web.AlertDetail;

/// <summary>A contribution to the score with a readable title and unit.</summary>
public sealed record Reason(string Name, string Title, string Value, string Typical, double Weight)
{
    public static Reason Of(Contribution c, AlertKind kind)
    {
        var (title, format) = kind == AlertKind.Volume ? OfHour(c.Name) : Meaning(c.Name);
        return new Reason(PageText.Visible(c.Name), title, format(c.Value), format(c.Typical), c.Weight);
    }

    private static (string Title, Func<double, string> Format) Meaning(string name) => name switch
    {
        "contacts_log2" => ("Calls seen", v => DisplayText.Number(Math.Pow(2, v), "0")),
        "period_log10" => ("Period", v => DisplayText.Period(Math.Pow(10, v))),
        "renewal_share" => ("Intervals on the period", DisplayText.Share),
        "renewal_z" => ("Intervals against chance", Sigma),
        "pair_share" => ("Pairs of calls on the period", DisplayText.Share),
        "pair_z" => ("Pairs against chance", Sigma),
        "strict_pair_share" => ("Pairs of calls exactly on the period", DisplayText.Share),
        "strict_pair_z" => ("Exact pairs against chance", Sigma),
        "null_excess" => ("Period score above chance", Plain),
        "rhythm_gain" => ("Likelihood of a period against chance (log)", Plain),
        "rhythm_share" => ("Calls on the period", DisplayText.Share),
        "rhythm_callers" => ("Callers with this period", v => DisplayText.Number(v, "0")),
        "missed_share" => ("Calls missed", DisplayText.Share),
        "phase_share" => ("Calls on a fixed clock", DisplayText.Share),
        "phase_power" => ("Strength of the fixed clock", Plain),
        "interval_mad" => ("Jitter of the interval", DisplayText.Share),
        "interval_skew" => ("Skew of the intervals", Plain),
        "interval_cv" => ("Spread of the intervals", Plain),
        "interval_log_sd" => ("Spread of the intervals (log)", Plain),
        "interval_entropy" => ("Entropy of the intervals", Plain),
        "mode_share" => ("Intervals at the most frequent length", DisplayText.Share),
        "two_modes_share" => ("Intervals at the two most frequent lengths", DisplayText.Share),
        "floor_ratio" => ("Shortest interval against the median", Plain),
        "tail_ratio" => ("Longest intervals against the median", Plain),
        "exponential_distance" => ("Distance from random calls", Plain),
        "interval_autocorrelation" => ("Correlation of successive intervals", Plain),
        "completeness" => ("Time per call, in periods", Plain),
        "in_mode_mad" => ("Jitter without gaps", DisplayText.Share),
        "recent_share" => ("Regular among the last 8 calls", DisplayText.Share),
        "same_size_share" => ("Calls of the same size", DisplayText.Share),
        "size_log_sd" => ("Spread of the sizes", Plain),
        "size_entropy" => ("Entropy of the sizes", Plain),
        "failed_share" => ("Calls without an answer", DisplayText.Share),
        "active_hours" => ("Hours of the day with calls", Plain),
        "longest_run" => ("Hours in a row with calls", Plain),
        "night_share" => ("Calls at night", DisplayText.Share),
        "verdicts_of_this_home" => ("This home's verdicts", Plain),
        "new_peers" => ("New peers tried", Plain),
        "distinct_services" => ("Services tried", Plain),
        "unencrypted_network" => ("The network has no encryption", YesNo),
        "joined_while_learned" => ("Joined during learning", YesNo),
        _ when name.StartsWith("speaks_", StringComparison.Ordinal) =>
            ($"Speaks {PageText.Visible(name[7..].Replace('_', ' ').ToUpperInvariant())}", YesNo),
        _ => (PageText.Visible(char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ')), Plain),
    };

    /// <summary>Features of an hour (BehaviourHour): counts are kept as log(1 + n).</summary>
    private static (string Title, Func<double, string> Format) OfHour(string name) => name switch
    {
        "bytes_sent" => ("Sent to the internet", v => DisplayText.Bytes(Math.Exp(v) - 1)),
        "new_destinations" => ("New destinations", Counted),
        "calls" => ("Calls", Counted),
        "channels_used" => ("Channels used", Counted),
        "ports_used" => ("Ports used", Counted),
        "night_share" => ("At night", YesNo),
        _ => Meaning(name),
    };

    private static string Counted(double logarithm) => DisplayText.Number(Math.Exp(logarithm) - 1, "0.#");

    private static string YesNo(double value) => value > 0.5 ? "yes" : "no";

    private static string Plain(double value) => DisplayText.Number(value, Math.Abs(value) < 10 ? "0.##" : "0.#");

    private static string Sigma(double value) => $"{DisplayText.Number(value, "0.#")} σ";
}
