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
    public IReadOnlyList<Alert> Final() =>
        [.. _byId.Values.OrderBy(alert => alert.FirstAt).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
}
