namespace IoTWatch.Core.Channels;

/// <summary>The channels of a device, with a maximum: the least recently used are evicted and counted.</summary>
/// <remarks>An eighth is evicted at a time, so that a scanner causes one sort per many channels.</remarks>
public sealed class ChannelTable
{
    private readonly ChannelMap<ChannelState> _channels = new();

    public int Count => _channels.Count;

    public long Evicted { get; private set; }

    /// <summary>In order of first use.</summary>
    public IEnumerable<ChannelState> All => ByFirstUse(_channels.All);

    /// <summary>The channels with contacts later than the event time, in the same order.</summary>
    public IEnumerable<ChannelState> Waiting =>
        ByFirstUse(_channels.All.Where(channel => channel.Pending is { Count: > 0 }));

    public ChannelState? Find(ChannelKey key) => _channels.Find(key);

    /// <summary>Adds a channel whose key is new.</summary>
    public void Add(ChannelState channel, int max)
    {
        if (_channels.Count >= max)
            Evict(Math.Max(max / 8, 1));
        _channels.Add(channel);
    }

    internal ChannelsRecord Save() => new([.. All.Select(channel => channel.Save())], Evicted);

    internal static ChannelTable Restore(ChannelsRecord record)
    {
        var table = new ChannelTable { Evicted = record.Evicted };
        foreach (var channel in record.Channels)
            table._channels.Add(ChannelState.Restore(channel));
        return table;
    }

    private static IEnumerable<ChannelState> ByFirstUse(IEnumerable<ChannelState> channels) =>
        channels.OrderBy(channel => channel.FirstAt).ThenBy(channel => channel.Key.Destination, StringComparer.Ordinal)
            .ThenBy(channel => channel.Key.Protocol).ThenBy(channel => channel.Key.Port);

    private void Evict(int count)
    {
        foreach (var channel in All.OrderBy(channel => channel.LastAt).Take(count).ToList())
            _channels.Remove(channel);
        Evicted += count;
    }
}

/// <summary>A channel table as saved.</summary>
internal sealed record ChannelsRecord(IReadOnlyList<ChannelRecord> Channels, long Evicted);
