using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Joins the rows of a connection from several logs by its Zeek uid.</summary>
/// <remarks>
/// Holds only the connections of ssl, http, quic and open-connection logs, at most a million; connections beyond that
/// are counted.
/// </remarks>
internal sealed class UidTable(int capacity = 1 << 20)
{
    private readonly Dictionary<byte[], UidFacts> _facts = new(Utf8Keys.Instance);

    public bool IsEmpty => _facts.Count == 0;

    /// <summary>The number of rows rejected because the table was full.</summary>
    public long Rejected { get; private set; }

    /// <summary>True if every connection in the table has a conn row.</summary>
    public bool AllHaveConns => _facts.Values.All(facts => facts.HasConn || facts.OpenMs >= 0);

    public UidFacts? Find(ReadOnlySpan<byte> uid) =>
        !IsEmpty && _facts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(uid, out var facts) ? facts : null;

    /// <summary>Finds or adds a connection; returns null if the uid is empty or the table is full.</summary>
    public UidFacts? Add(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return null;
        var lookup = _facts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(uid, out var facts))
            return facts;
        if (_facts.Count >= capacity)
        {
            Rejected++;
            return null;
        }
        return lookup[uid] = new UidFacts();
    }
}
