using IoTWatch.Core.Alerts;

namespace IoTWatch.Cli.Alerts;

/// <summary>Keeps the last form of each alert of a run.</summary>
internal sealed class AlertLedger
{
    private readonly Dictionary<string, Alert> _byId = new(StringComparer.Ordinal);

    public void Take(ICollection<AlertChange> changes)
    {
        foreach (var change in changes)
            _byId[change.After.Id] = change.After;
        changes.Clear();
    }

    /// <summary>Every alert in its last form, by first time, then id: the same input gives the same order.</summary>
    public IReadOnlyList<Alert> Final() => InOrder(_byId.Values.Where(alert => alert.State != AlertState.Review));

    /// <summary>What waits for review, in the same order.</summary>
    public IReadOnlyList<Alert> ForReview() => InOrder(_byId.Values.Where(alert => alert is { State: AlertState.Review, EndedAt: null }));

    public static IReadOnlyList<Alert> InOrder(IEnumerable<Alert> alerts) =>
        [.. alerts.OrderBy(alert => alert.FirstAt).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
}
