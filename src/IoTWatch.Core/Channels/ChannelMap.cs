using System.Diagnostics.CodeAnalysis;

namespace IoTWatch.Core.Channels;

/// <summary>Things found by the channel they are about, without holding its key twice.</summary>
/// <remarks>
/// A hash set of the things themselves, 20 bytes each. It grows by an eighth: by itself it would double.
/// </remarks>
internal sealed class ChannelMap<T> : IEqualityComparer<T>, IAlternateEqualityComparer<ChannelKey, T>
    where T : class, IOfChannel
{
    // Null while empty: most devices of a large network have no rule.
    private HashSet<T>? _all;

    public int Count => _all?.Count ?? 0;

    public IEnumerable<T> All => _all ?? [];

    public T? Find(in ChannelKey key) =>
        _all is not null && _all.GetAlternateLookup<ChannelKey>().TryGetValue(key, out var found) ? found : null;

    /// <summary>False when there is one for its channel.</summary>
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

/// <summary>Belongs to a channel.</summary>
internal interface IOfChannel
{
    ChannelKey Key { get; }
}
