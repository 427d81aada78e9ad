using IoTWatch.Core.Alerts;

namespace IoTWatch.Cli.Replay;

/// <summary>Keeps the latest state of each alert of a run.</summary>
internal sealed class LatestAlerts
{
    private readonly Dictionary<string, Alert> _byId = new(StringComparer.Ordinal);

    /// <summary>Applies the changes and removes them from the collection.</summary>
    public void Apply(ICollection<AlertChange> changes)
    {
        foreach (var change in changes)
            _byId[change.After.Id] = change.After;
        changes.Clear();
    }

    /// <summary>All alerts that are not in review, in order.</summary>
    public IReadOnlyList<Alert> OutsideReview() =>
        InOrder(_byId.Values.Where(alert => alert.State != AlertState.Review));

    /// <summary>The alerts that wait for review, in order.</summary>
    public IReadOnlyList<Alert> InReview() =>
        InOrder(_byId.Values.Where(alert => alert is { State: AlertState.Review, EndedAt: null }));

    /// <summary>Orders alerts by first time, then id, so that the same input gives the same output.</summary>
    public static IReadOnlyList<Alert> InOrder(IEnumerable<Alert> alerts) =>
        [.. alerts.OrderBy(alert => alert.FirstAt).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
}
