using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace IoTWatch.Core.Channels;

/// <summary>
/// The contacts of a channel: the first three in full, a <see cref="ChannelSketch"/> from the fourth on.
/// </summary>
/// <remarks>
/// One array, or none. Most channels of a scanner or a browser never have four contacts, so a sketch for each would
/// waste memory. The first byte is the number of contacts stored in full, or marks a <see cref="PackedSketch"/>. A
/// contact in full has 13 bytes: epoch milliseconds, bytes sent (−1 while it continues), failed and in-flow.
/// </remarks>
public struct ChannelContacts
{
    private const int MaxCold = 3;
    private const int ColdBytes = 13;
    private byte[]? _bytes;

    public readonly int Count => IsActive ? (int)PackedSketch.HeadOf(_bytes!).Totals.Count : ColdCount;

    /// <summary>Whether there are enough contacts for <see cref="Sketch"/>.</summary>
    public readonly bool IsActive => _bytes is not null && _bytes[0] == PackedSketch.Kind;

    /// <summary>Unpacked at each call.</summary>
    public readonly ChannelSketch Sketch => new PackedSketch(_bytes!).Unpack();

    /// <summary>The last evaluation; default unless <see cref="IsActive"/>.</summary>
    public readonly BeaconVerdict Verdict
    {
        get => IsActive ? PackedSketch.HeadOf(_bytes!).Verdict.Unpack() : default;
        set
        {
            if (!IsActive)
                throw new InvalidOperationException("a channel is evaluated from its fourth contact on");
            PackedSketch.HeadOf(_bytes!).Verdict = PackedVerdict.Of(value);
        }
    }

    /// <summary>Bytes of the one array; 0 without a contact.</summary>
    public readonly int HeldBytes => _bytes?.Length ?? 0;

    private readonly int ColdCount => _bytes is null ? 0 : _bytes[0];

    public void Add(long atMs, bool failed, bool inFlow)
    {
        var count = ColdCount;
        if (count < MaxCold)
        {
            var larger = new byte[1 + (count + 1) * ColdBytes];
            _bytes?.CopyTo(larger, 0);
            larger[0]++;
            _bytes = larger;
            SetCold(count, new ColdContact(atMs, -1, failed, inFlow));
            return;
        }
        if (!IsActive)
            Promote();
        var sketch = new PackedSketch(_bytes!);
        SketchUpdate.Add(ref sketch, atMs, failed, inFlow);
        _bytes = sketch.Bytes;
    }

    /// <summary>Adds the size of the contact that has ended.</summary>
    public void AddSize(long bytes)
    {
        if (!IsActive)
        {
            SetCold(ColdCount - 1, Cold(ColdCount - 1) with { Bytes = Math.Min(bytes, int.MaxValue) });
            return;
        }
        var sketch = new PackedSketch(_bytes!);
        SketchUpdate.AddSize(ref sketch, bytes);
        _bytes = sketch.Bytes;
    }

    internal readonly ContactsRecord Save()
    {
        if (IsActive)
            return new([], MemoryMarshal.AsBytes<ChannelSketch>([Sketch]).ToArray());
        var contacts = new List<ColdContact>();
        for (var i = 0; i < ColdCount; i++)
            contacts.Add(Cold(i));
        return new(contacts, null);
    }

    internal static ChannelContacts Restore(ContactsRecord record)
    {
        var contacts = default(ChannelContacts);
        foreach (var cold in record.Cold)
        {
            contacts.Add(cold.AtMs, cold.Failed, cold.InFlow);
            if (cold.Bytes >= 0)
                contacts.AddSize(cold.Bytes);
        }
        if (record.Sketch is not { } sketch)
            return contacts;
        if (sketch.Length != Unsafe.SizeOf<ChannelSketch>())
            throw new JsonException("a sketch has another size");
        contacts._bytes = PackedSketch.Pack(MemoryMarshal.Read<ChannelSketch>(sketch), default).Bytes;
        return contacts;
    }

    private void Promote()
    {
        var sketch = default(ChannelSketch);
        for (var i = 0; i < ColdCount; i++)
        {
            var cold = Cold(i);
            sketch.Add(cold.AtMs, cold.Failed, cold.InFlow);
            if (cold.Bytes >= 0)
                sketch.AddSize(cold.Bytes);
        }
        _bytes = PackedSketch.Pack(sketch, default).Bytes;
    }

    private readonly ColdContact Cold(int number)
    {
        var bytes = _bytes.AsSpan(1 + number * ColdBytes, ColdBytes);
        return new ColdContact(
            BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            (bytes[12] & 1) != 0, (bytes[12] & 2) != 0);
    }

    private readonly void SetCold(int number, ColdContact contact)
    {
        var bytes = _bytes.AsSpan(1 + number * ColdBytes, ColdBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, contact.AtMs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], (int)contact.Bytes);
        bytes[12] = (byte)((contact.Failed ? 1 : 0) | (contact.InFlow ? 2 : 0));
    }
}

/// <summary>A contact of a channel with at most three; −1 bytes while it continues.</summary>
internal readonly record struct ColdContact(long AtMs, long Bytes, bool Failed, bool InFlow);

/// <summary>A channel's contacts as saved.</summary>
internal sealed record ContactsRecord(IReadOnlyList<ColdContact> Cold, byte[]? Sketch);
