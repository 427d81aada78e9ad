using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Channels;

/// <summary>The contacts of a channel: a few in full while it is new, a <see cref="ChannelSketch"/> from the fourth on.</summary>
/// <remarks>Most channels of a scanner, or of a browsing person, never reach four contacts: they stay small.</remarks>
[JsonConverter(typeof(ContactsJson))]
public sealed class ChannelContacts
{
    private const int ColdMost = 3;
    private ColdContacts _cold;
    private int _coldCount;
    private ChannelSketch[]? _sketch;

    public int Count => _sketch is null ? _coldCount : _sketch[0].Count;

    /// <summary>Whether there are enough contacts for <see cref="Sketch"/>.</summary>
    public bool IsActive => _sketch is not null;

    public ref readonly ChannelSketch Sketch => ref _sketch![0];

    public void Add(long atMs, bool failed, bool inFlow)
    {
        if (_sketch is null && _coldCount < ColdMost)
        {
            _cold[_coldCount++] = new ColdContact(atMs, -1, failed, inFlow);
            return;
        }
        if (_sketch is null)
            Promote();
        _sketch![0].Add(atMs, failed, inFlow);
    }

    /// <summary>The size of the contact that is over now.</summary>
    public void AddSize(long bytes)
    {
        if (_sketch is null)
            _cold[_coldCount - 1] = _cold[_coldCount - 1] with { Bytes = bytes };
        else
            _sketch[0].AddSize(bytes);
    }

    internal ContactsRecord Save() => new(
        [.. ((ReadOnlySpan<ColdContact>)_cold)[..(_sketch is null ? _coldCount : 0)]], _sketch is null ? null : MemoryMarshal.AsBytes(_sketch.AsSpan()).ToArray());

    internal static ChannelContacts Restore(ContactsRecord record)
    {
        var contacts = new ChannelContacts();
        foreach (var cold in record.Cold)
            contacts._cold[contacts._coldCount++] = cold;
        if (record.Sketch is { } bytes)
            contacts._sketch = MemoryMarshal.Cast<byte, ChannelSketch>(bytes).ToArray();
        return contacts;
    }

    private void Promote()
    {
        _sketch = new ChannelSketch[1];
        foreach (var cold in _cold)
        {
            _sketch[0].Add(cold.AtMs, cold.Failed, cold.InFlow);
            if (cold.Bytes >= 0)
                _sketch[0].AddSize(cold.Bytes);
        }
    }

    [InlineArray(ColdMost)]
    private struct ColdContacts
    {
        private ColdContact _first;
    }
}

/// <summary>A contact of a channel that is still new; −1 bytes while it goes on.</summary>
internal readonly record struct ColdContact(long AtMs, long Bytes, bool Failed, bool InFlow);

/// <summary>A channel's contacts as saved.</summary>
internal sealed record ContactsRecord(IReadOnlyList<ColdContact> Cold, byte[]? Sketch);
