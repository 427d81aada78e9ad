using System.Buffers.Binary;
using System.Text;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Builds a <see cref="RangeTable"/> from ranges in any order; a range inside another one replaces that part of it.
/// </summary>
/// <remarks>Equal ranges give equal bytes.</remarks>
public sealed class RangeTableWriter
{
    private readonly List<(ulong First, ulong Last, int Holder)> _narrow = [], _wide = [];
    private readonly List<(uint Number, string Name)> _holders = [(0, "")];
    private readonly Dictionary<(uint Number, string Name), int> _holderIndex = [];

    public void AddNarrow(uint first, uint last, uint number, string name) =>
        _narrow.Add((first, last, Holder(number, name)));

    /// <summary>Adds a range whose ends are below 2⁴⁸.</summary>
    public void AddWide(ulong first, ulong last, uint number, string name) =>
        _wide.Add((first, last, Holder(number, name)));

    public byte[] ToArray()
    {
        var names = new MemoryStream();
        var nameOffsets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, name) in _holders)
            if (nameOffsets.TryAdd(name, (int)names.Length))
            {
                var utf8 = Encoding.UTF8.GetBytes(Truncate(name));
                names.WriteByte((byte)utf8.Length);
                names.Write(utf8);
            }
        var narrow = Flatten(_narrow, uint.MaxValue);
        var wide = Flatten(_wide, (1UL << 48) - 1);

        var output = new MemoryStream();
        int[] counts = [narrow.Count, wide.Count, _holders.Count, (int)names.Length];
        Write(output, RangeTable.Magic, 4);
        foreach (var count in counts)
            Write(output, (uint)count, 4);
        narrow.ForEach(entry => Write(output, entry.Key, 4));
        narrow.ForEach(entry => Write(output, (uint)entry.Holder, 3));
        wide.ForEach(entry => Write(output, entry.Key, 6));
        wide.ForEach(entry => Write(output, (uint)entry.Holder, 3));
        _holders.ForEach(holder => Write(output, holder.Number, 4));
        _holders.ForEach(holder => Write(output, (uint)nameOffsets[holder.Name], 3));
        names.WriteTo(output);
        return output.ToArray();
    }

    private int Holder(uint number, string name)
    {
        if (_holderIndex.TryGetValue((number, name), out var index))
            return index;
        _holders.Add((number, name));
        return _holderIndex[(number, name)] = _holders.Count - 1;
    }

    /// <summary>
    /// Converts nested ranges to a sorted list of starts; each key gets the holder of its innermost range.
    /// </summary>
    private static List<(ulong Key, int Holder)> Flatten(List<(ulong First, ulong Last, int Holder)> ranges, ulong max)
    {
        var entries = new List<(ulong Key, int Holder)>();
        var open = new Stack<(ulong Last, int Holder)>();
        foreach (var range in ranges.OrderBy(range => range.First).ThenByDescending(range => range.Last))
        {
            Close(range.First);
            open.Push((range.Last, range.Holder));
            Start(range.First, range.Holder);
        }
        Close(ulong.MaxValue);
        return entries;

        void Close(ulong before)
        {
            while (open.TryPeek(out var top) && top.Last < before)
            {
                open.Pop();
                Start(top.Last + 1, open.TryPeek(out var outer) && outer.Last > top.Last ? outer.Holder : 0);
            }
        }

        void Start(ulong key, int holder)
        {
            if (key > max)
                return;
            if (entries.Count > 0 && entries[^1].Key == key)
                entries.RemoveAt(entries.Count - 1);
            if (entries.Count == 0 ? holder != 0 : entries[^1].Holder != holder)
                entries.Add((key, holder));
        }
    }

    private static void Write(MemoryStream output, ulong value, int bytes)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        output.Write(eight[..bytes]);
    }

    private static string Truncate(string name)
    {
        while (Encoding.UTF8.GetByteCount(name) > byte.MaxValue)
            name = name[..^1];
        return name;
    }
}
