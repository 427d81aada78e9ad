using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// What a home's own verdicts on beacon alerts teach: calls that its people keep calling harmless need a little more
/// certainty.
/// </summary>
/// <remarks>
/// A shift of the log-odds per (party, period class), ln((t + 5) / (f + 5)) for t true and f false verdicts, held
/// within −2 and 0: ten imagined verdicts that cancel out stand before the first real one, so that one click changes
/// next to nothing (−0.18) and ten make −1.1; true verdicts only take false ones back. At the default threshold of 0.5
/// the largest shift asks for a probability of 0.88: a sure beacon is never silenced, nor is anything critical, nor any
/// kind but beacons. The last verdict on an alert counts; beyond 10,000 the oldest goes.
/// </remarks>
public sealed class VerdictFeedback
{
    private const int Max = 10_000;
    private const double ImaginedEach = 5;
    private const double MinShift = -2;
    private readonly List<Verdict> _verdicts = [];

    /// <summary>Findings that were not told because of verdicts.</summary>
    public long Withheld { get; private set; }

    public int Count => _verdicts.Count;

    /// <summary>Takes a person's verdict on an alert; alerts that are not about beacons teach nothing here.</summary>
    public void Add(Alert alert, bool isTrue)
    {
        if (alert.Beacon is not { } beacon || alert.Kind != AlertKind.Beacon)
            return;
        _verdicts.RemoveAll(old => old.Alert == alert.Id);
        if (_verdicts.Count >= Max)
            _verdicts.RemoveAt(0);
        _verdicts.Add(new Verdict(alert.Id, Organisation.Of(alert.Destination), ClassOf(beacon.PeriodS), isTrue));
    }

    /// <summary>The finding with the shift on it, or null where verdicts outweigh it.</summary>
    /// <param name="threshold">Probability from which a beacon can alert.</param>
    public Finding? Adjust(Finding finding, double threshold)
    {
        if (_verdicts.Count == 0 || finding.Evidence is not BeaconEvidence beacon)
            return finding;
        var shift = Shift(finding.Party, beacon.Channel.Verdict.Estimate.PeriodSeconds);
        if (shift == 0)
            return finding;
        var adjusted = finding with { Evidence = beacon with { Shift = shift } };
        if (Adjust(beacon.Probability, shift) >= threshold || beacon.SeverityIn(finding.Context) == Severity.Critical)
            return adjusted;
        Withheld++;
        return null;
    }

    /// <summary>What to add to the log-odds of a beacon.</summary>
    public double Shift(string party, double periodSeconds)
    {
        var kind = ClassOf(periodSeconds);
        var (right, wrong) = (0, 0);
        foreach (var verdict in _verdicts)
            if (verdict.Party == party && verdict.PeriodClass == kind)
                (right, wrong) = verdict.IsTrue ? (right + 1, wrong) : (right, wrong + 1);
        return Math.Clamp(Math.Log((right + ImaginedEach) / (wrong + ImaginedEach)), MinShift, 0);
    }

    /// <summary>A probability with a shift of its log-odds.</summary>
    public static double Adjust(double probability, double shift)
    {
        var odds = probability / Math.Max(1 - probability, 1e-12) * Math.Exp(shift);
        return odds / (1 + odds);
    }

    internal IReadOnlyList<Verdict> Save() => [.. _verdicts];

    internal void Restore(IEnumerable<Verdict> verdicts, long withheld)
    {
        _verdicts.Clear();
        _verdicts.AddRange(verdicts);
        Withheld = withheld;
    }

    private static string ClassOf(double seconds) => seconds switch
    {
        < 60 => "seconds",
        < 3600 => "minutes",
        < 43_200 => "hours",
        _ => "days",
    };
}

/// <summary>A person's verdict on one alert.</summary>
internal sealed record Verdict(string Alert, string Party, string PeriodClass, bool IsTrue);
