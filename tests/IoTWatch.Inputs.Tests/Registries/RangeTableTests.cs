using CsCheck;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed class RangeTableTests
{
    [Fact]
    public void A_key_belongs_to_the_innermost_range()
    {
        var writer = new RangeTableWriter();
        writer.AddWide(100, 199, 1, "outer");
        writer.AddWide(120, 129, 2, "inner");
        writer.AddWide(100, 101, 3, "at the start");
        writer.AddNarrow(uint.MaxValue, uint.MaxValue, 4, "the last key");
        var table = new RangeTable(writer.ToArray());
        Assert.Equal(
            ["", "at the start", "outer", "inner", "inner", "outer", "outer", ""],
            new ulong[] { 99, 101, 102, 120, 129, 130, 199, 200 }.Select(key => table.Name(table.FindWide(key))));
        Assert.Equal(4u, table.Number(table.FindNarrow(uint.MaxValue)));
        Assert.Equal(0, table.FindNarrow(uint.MaxValue - 1));
    }

    [Fact]
    public void Every_key_is_found_as_by_a_linear_search() =>
        Gen.Select(Gen.UInt[0, 300], Gen.UInt[1, 20]).Array[0, 40].Sample(pairs =>
        {
            // Disjoint ranges: each starts after the end of the one before.
            var writer = new RangeTableWriter();
            var ranges = new List<(uint First, uint Last, uint Number)>();
            uint at = 0;
            foreach (var (gap, length) in pairs)
            {
                ranges.Add((at + gap, at + gap + length - 1, length));
                at += gap + length;
            }
            foreach (var (first, last, number) in ranges.AsEnumerable().Reverse())
            {
                writer.AddNarrow(first, last, number, $"holder {number}");
                writer.AddWide((ulong)first << 8, ((ulong)last << 8) + 255, number, $"holder {number}");
            }
            var table = new RangeTable(writer.ToArray());
            for (uint key = 0; key < at + 3; key++)
            {
                var expected = ranges.Find(range => key >= range.First && key <= range.Last).Number;
                Assert.Equal(expected, table.Number(table.FindNarrow(key)));
                Assert.Equal(expected, table.Number(table.FindWide(((ulong)key << 8) + 77)));
                Assert.Equal(expected == 0 ? "" : $"holder {expected}", table.Name(table.FindNarrow(key)));
            }
        });

    [Fact]
    public void A_name_too_long_for_its_length_byte_is_truncated()
    {
        var writer = new RangeTableWriter();
        writer.AddNarrow(1, 1, 1, new string('é', 200));
        var table = new RangeTable(writer.ToArray());
        Assert.Equal(new string('é', 127), table.Name(table.FindNarrow(1)));
    }

    [Fact]
    public void Other_bytes_are_rejected()
    {
        Assert.Throws<FormatException>(() => new RangeTable("not a table, but long enough"u8.ToArray()));
        Assert.Throws<FormatException>(() => new RangeTable(new RangeTableWriter().ToArray().AsMemory(1)));
        Assert.Throws<FormatException>(() => new RangeTable(new RangeTableWriter().ToArray().AsMemory()[..^1]));
    }
}
