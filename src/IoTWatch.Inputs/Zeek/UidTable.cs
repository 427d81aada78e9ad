using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Joins rows of one connection across the logs of a set, by Zeek's uid.</summary>
/// <remarks>Holds only connections that ssl, http, quic or an open-connections log names, a million at most; what comes after is counted.</remarks>
internal sealed class UidTable(int capacity = 1 << 20)
{
    private readonly Dictionary<byte[], UidFacts> _facts = new(Utf8Keys.Instance);

    public bool IsEmpty => _facts.Count == 0;

    /// <summary>Connections that found no room.</summary>
    public long Refused { get; private set; }

    /// <summary>Whether every connection has a row of its own, so that no name stands alone.</summary>
    public bool AllHaveConns => _facts.Values.All(facts => facts.HasConn || facts.OpenMs >= 0);

    public UidFacts? Find(ReadOnlySpan<byte> uid) =>
        !IsEmpty && _facts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(uid, out var facts) ? facts : null;

    /// <summary>Finds or adds; null when the row names no uid or the table is full.</summary>
    public UidFacts? Add(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return null;
        var lookup = _facts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(uid, out var facts))
            return facts;
        if (_facts.Count >= capacity)
        {
            Refused++;
            return null;
        }
        return lookup[uid] = new UidFacts();
    }
}
