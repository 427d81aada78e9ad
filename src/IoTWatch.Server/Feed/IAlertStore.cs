namespace IoTWatch.Server.Feed;

/// <summary>Reads the stored alerts; safe to call from any thread.</summary>
public interface IAlertStore
{
    /// <summary>The alerts changed last, newest change first.</summary>
    /// <param name="limit">At most so many; 1..1,000.</param>
    /// <param name="beforeSequence">
    /// Only alerts whose last change is older than this one: the cursor of the next page.
    /// </param>
    IReadOnlyList<StoredAlert> Latest(int limit, long? beforeSequence = null);

    StoredAlert? Find(string id);

    /// <summary>The alerts changed after a sequence, oldest change first: each one once, in its present form.</summary>
    IReadOnlyList<StoredAlert> Since(long sequence, int limit);
}
