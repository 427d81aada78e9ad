using System.Diagnostics.CodeAnalysis;

namespace IoTWatch.Core.Channels;

/// <summary>A map from channel keys to items that contain their key, without a second copy of the key.</summary>
/// <remarks>A hash set of the items, 20 bytes each. It grows by an eighth instead of doubling.</remarks>
internal sealed class ChannelMap<T> : IEqualityComparer<T>, IAlternateEqualityComparer<ChannelKey, T>
    where T : class, IOfChannel
{
    // Null while empty: most devices of a large network have no rule.
    private HashSet<T>? _all;

    public int Count => _all?.Count ?? 0;

    public IEnumerable<T> All => _all ?? [];

    public T? Find(in ChannelKey key) =>
        _all is not null && _all.GetAlternateLookup<ChannelKey>().TryGetValue(key, out var found) ? found : null;

    /// <summary>Returns false when the map already has an item for the channel.</summary>
    public bool Add(T item)
    {
        _all ??= new HashSet<T>(this);
        if (_all.Count == _all.Capacity)
            _all.EnsureCapacity(_all.Count + _all.Count / 8 + 1);
        return _all.Add(item);
    }

    public void Remove(T item) => _all?.Remove(item);

    public void Clear() => _all?.Clear();

    public bool Equals(T? x, T? y) => x?.Key == y?.Key;

    public bool Equals(ChannelKey alternate, T other) => other.Key == alternate;

    public int GetHashCode([DisallowNull] T obj) => obj.Key.GetHashCode();

    public int GetHashCode(ChannelKey alternate) => alternate.GetHashCode();

    public T Create(ChannelKey alternate) => throw new NotSupportedException();
}

/// <summary>An item that contains the key of its channel.</summary>
internal interface IOfChannel
{
    ChannelKey Key { get; }
}
