using BenchmarkDotNet.Attributes;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Bench.Measures;

/// <summary>Measures adding a call to one of many channels, compared with counting it in a dictionary.</summary>
[MemoryDiagnoser]
public class ChannelUpdate
{
    private ChannelKey[] _keys = [];
    private Dictionary<ChannelKey, long> _counts = [];
    private Dictionary<ChannelKey, ChannelState> _channels = [];
    private int _next;
    private long _atMs;

    [Params(500, 5_000, 50_000)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _keys = [.. Enumerable.Range(0, Channels)
            .Select(i => new ChannelKey($"service{i}.example", TransportProtocol.Tcp, 443))];
        new Random(1).Shuffle(_keys);
        _counts = _keys.ToDictionary(key => key, _ => 0L);
        _channels = _keys.ToDictionary(key => key, key => new ChannelState { Key = key });
        _atMs = 1_700_000_000_000;
        for (var i = 0; i < 5 * Channels; i++)
            Sketch(); // warms up every channel
    }

    [Benchmark(Baseline = true)]
    public long Count() =>
        ++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, Next(), out _);

    [Benchmark]
    public int Sketch()
    {
        var channel = _channels[Next()];
        ref var contacts = ref channel.Contacts;
        var collapser = channel.Collapser;
        var contact = new Contact(
            _atMs += 1000, 310, Failed: false, InFlow: false, Unanswered: false, SourcePort: 40_000);
        var begins = collapser.Begins(contact, 60_000, out var finished);
        channel.Collapser = collapser;
        if (begins)
        {
            if (contacts.Count > 0)
                contacts.AddSize(finished);
            contacts.Add(contact.AtMs, contact.Failed, contact.InFlow);
        }
        return contacts.Count;
    }

    private ChannelKey Next()
    {
        _next = _next + 1 == _keys.Length ? 0 : _next + 1;
        return _keys[_next];
    }
}
