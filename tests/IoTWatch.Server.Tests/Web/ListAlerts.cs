using IoTWatch.Core.Alerts;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Tests.Web;

/// <summary>The alert store of a test.</summary>
internal sealed class ListAlerts : IAlertStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredAlert> _alerts = [];
    private long _sequence;

    public IReadOnlyList<StoredAlert> Latest(int limit, long? beforeSequence = null)
    {
        lock (_lock)
            return [.. _alerts.Where(a => beforeSequence is null || a.Sequence < beforeSequence).OrderByDescending(a => a.Sequence).Take(limit)];
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
        lock (_lock)
        {
            var stored = new StoredAlert(++_sequence, alert with { State = state });
            _alerts.RemoveAll(a => a.Alert.Id == alert.Id);
            _alerts.Add(stored);
            return stored;
        }
    }
}
