namespace IoTWatch.Server.Feed;

/// <summary>Looks through the stored alerts for those that fit, newest change first, page by page.</summary>
public static class AlertScan
{
    private const int ReadRows = 250;
    private const int MostRead = 5_000;

    /// <returns>
    /// At max <paramref name="max"/> alerts, and the cursor of the next page where there may be one.
    /// </returns>
    public static (IReadOnlyList<StoredAlert> Found, long? Next) Find(IAlertStore store,
        Func<StoredAlert, bool> fits, int max, long? before)
    {
        var found = new List<StoredAlert>();
        for (var read = 0; read < MostRead;)
        {
            var page = store.Latest(ReadRows, before);
            foreach (var stored in page)
            {
                before = stored.Sequence;
                if (fits(stored))
                    found.Add(stored);
                if (found.Count == max)
                    return (found, before);
            }
            read += page.Count;
            if (page.Count < ReadRows)
                return (found, null);
        }
        return (found, before);
    }
}
