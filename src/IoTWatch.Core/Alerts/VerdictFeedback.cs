using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// Adjusts the scores of beacons by the verdicts of a home: repeated false positives raise the required probability.
/// </summary>
/// <remarks>
/// A shift of the log-odds per (organisation, period class), ln((t + 5) / (f + 5)) for t true and f false verdicts,
/// limited to −2..0. The prior of ten verdicts that cancel out gives one verdict a small effect (−0.18); ten give −1.1.
/// True verdicts only compensate false ones. At the default threshold of 0.5 the largest shift requires a probability
/// of 0.88: no certain beacon is suppressed, no critical alert, and no other kind. The last verdict on an alert counts;
/// beyond 10,000 the oldest is removed.
/// </remarks>
public sealed class VerdictFeedback
{
    private const int Max = 10_000;
    private const double ImaginedEach = 5;
    private const double MinShift = -2;
    private readonly List<Verdict> _verdicts = [];

    /// <summary>Number of findings withheld because of verdicts.</summary>
    public long Withheld { get; private set; }

    public int Count => _verdicts.Count;

    /// <summary>Adds a user's verdict on an alert; only verdicts on beacons are stored.</summary>
    public void Add(Alert alert, bool isTrue)
    {
        if (alert.Beacon is not { } beacon || alert.Kind != AlertKind.Beacon)
            return;
        _verdicts.RemoveAll(old => old.Alert == alert.Id);
        if (_verdicts.Count >= Max)
            _verdicts.RemoveAt(0);
        _verdicts.Add(new Verdict(alert.Id, Organisation.Of(alert.Destination), ClassOf(beacon.PeriodS), isTrue));
    }

    /// <summary>Returns the finding with the shift, or null where its probability falls below the threshold.</summary>
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

    /// <summary>Returns the shift of the log-odds of a beacon.</summary>
    public double Shift(string party, double periodSeconds)
    {
        var kind = ClassOf(periodSeconds);
        var (right, wrong) = (0, 0);
        foreach (var verdict in _verdicts)
            if (verdict.Party == party && verdict.PeriodClass == kind)
                (right, wrong) = verdict.IsTrue ? (right + 1, wrong) : (right, wrong + 1);
        return Math.Clamp(Math.Log((right + ImaginedEach) / (wrong + ImaginedEach)), MinShift, 0);
    }

    /// <summary>Returns a probability with a shift of its log-odds.</summary>
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

/// <summary>A user's verdict on one alert.</summary>
internal sealed record Verdict(string Alert, string Party, string PeriodClass, bool IsTrue);
