using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>
/// The names under which one device knows addresses: from the DNS answers it received, and from what it said itself
/// (SNI, Host).
/// </summary>
/// <remarks>
/// A name holds for its TTL and <see cref="GraceMs"/> more, and as long again after each use: a connection outlives the
/// look-up that led to it, and devices keep answers longer than they should. At most <see cref="Max"/> addresses; the
/// one that lapses first goes.
/// </remarks>
public sealed class NameCache
{
    public const int Max = 1024;
    private const long GraceMs = 24 * 3_600_000;
    private readonly Dictionary<IpAddress, KnownName> _names = [];

    public int Count => _names.Count;

    public void Learn(IpAddress address, string name, long atMs, int ttlSeconds)
    {
        var until = atMs + Math.Max(ttlSeconds, 0) * 1000L + GraceMs;
        if (_names.Count >= Max && !_names.ContainsKey(address))
            _names.Remove(_names.MinBy(pair => (pair.Value.UntilMs, pair.Key)).Key);
        _names[address] = new KnownName(address, name, until);
    }

    public string? Find(IpAddress address, long atMs)
    {
        if (!_names.TryGetValue(address, out var known) || known.UntilMs < atMs)
            return null;
        if (known.UntilMs < atMs + GraceMs)
            _names[address] = known with { UntilMs = atMs + GraceMs };
        return known.Name;
    }

    internal IReadOnlyList<KnownName> Save() => [.. _names.Values.OrderBy(known => known.Address)];

    internal void Restore(IEnumerable<KnownName> names)
    {
        _names.Clear();
        foreach (var known in names)
            _names[known.Address] = known;
    }
}

/// <summary>A name a device knows an address by, and until when (epoch milliseconds).</summary>
internal sealed record KnownName(IpAddress Address, string Name, long UntilMs);
