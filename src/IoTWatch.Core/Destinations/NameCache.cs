using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>
/// The names of addresses that one device knows: from DNS answers it received and from names it sent (SNI, Host).
/// </summary>
/// <remarks>
/// A name is valid for its TTL plus <see cref="GraceMs"/>, and again for that time after each use, because connections
/// last longer than the TTL and devices cache answers too long. At most <see cref="Max"/> addresses; the one that
/// expires first is removed.
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

/// <summary>A name of an address and its expiry in epoch milliseconds.</summary>
internal sealed record KnownName(IpAddress Address, string Name, long UntilMs);
