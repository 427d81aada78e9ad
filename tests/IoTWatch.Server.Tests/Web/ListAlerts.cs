using IoTWatch.Core.Alerts;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Tests.Web;

/// <summary>The alert store of a test: a list, newest last.</summary>
/// <param name="feed">Told of every change; null = nobody is.</param>
internal sealed class ListAlerts(AlertFeed? feed = null) : IAlertStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredAlert> _alerts = [];
    private long _sequence;

    public IReadOnlyList<StoredAlert> Latest(int limit, long? beforeSequence = null)
    {
        lock (_lock)
            return [.. _alerts.Where(a => beforeSequence is null || a.Sequence < beforeSequence)
                .OrderByDescending(a => a.Sequence).Take(limit)];
    }

    public StoredAlert? Find(string id)
    {
        lock (_lock)
            return _alerts.Find(a => a.Alert.Id == id);
    }

    public IReadOnlyList<StoredAlert> Since(long sequence, int limit)
    {
        lock (_lock)
            return [.. _alerts.Where(a => a.Sequence > sequence).OrderBy(a => a.Sequence).Take(limit)];
    }

    public StoredAlert Put(Alert alert, AlertState state = AlertState.Open)
    {
        StoredAlert stored;
        lock (_lock)
        {
            stored = new StoredAlert(++_sequence, alert with { State = state });
            _alerts.RemoveAll(a => a.Alert.Id == alert.Id);
            _alerts.Add(stored);
        }
        feed?.Changed(stored, new AlertChange(AlertChangeType.New, null, alert));
        return stored;
    }
}
