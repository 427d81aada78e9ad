using System.Text;
using IoTWatch.Server.Influx;

namespace IoTWatch.Server.Tests.Influx;

public sealed class SpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-spool-").FullName;

    [Fact]
    public void Batches_come_out_in_order_and_survive_a_new_process()
    {
        using (var first = Open())
        {
            Put(first, "a\n", "b\n");
            first.Advance(first.Peek(1, 1)!.Next);
        }
        using var second = Open();
        Put(second, "c\n");

        Assert.Equal("b\nc\n", Text(second.Peek(100, 1000)));
        second.Advance(second.Peek(100, 1000)!.Next);
        Assert.Null(second.Peek(100, 1000));
        Assert.Equal(0, second.PendingBytes);
    }

    [Fact]
    public void A_segment_torn_at_any_byte_gives_its_whole_frames_and_is_counted()
    {
        using (var spool = Open())
            Put(spool, "first batch\n", "second batch\n");
        var file = Directory.GetFiles(_folder, "*.seg").Single();
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.Delete(Path.Combine(_folder, "cursor"));
            File.WriteAllBytes(file, whole[..length]);
            using var spool = Open();
            var found = "";
            while (spool.Peek(1, 1) is { } batch)
            {
                found += Text(batch);
                spool.Advance(batch.Next);
            }
            Assert.True(found is "" or "first batch\n", found);
            Assert.Equal(spool.TornSegments, Torn(length, whole.Length, found));
        }
    }

    [Fact]
    public void A_flipped_bit_ends_its_segment_but_not_the_next()
    {
        using (var spool = Open())
            Put(spool, "harmed\n");
        var file = Directory.GetFiles(_folder, "*.seg").Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 4;
        File.WriteAllBytes(file, bytes);

        using var again = Open();
        Put(again, "good\n");

        Assert.Equal("good\n", Text(again.Peek(10, 100)));
        Assert.Equal(1, again.TornSegments);
    }

    [Fact]
    public void A_full_spool_loses_its_oldest_and_counts_it()
    {
        using var spool = new Spool(_folder, TimeProvider.System, maxBytes: 4096);
        for (var i = 0; i < 200; i++)
            Put(spool, $"batch {i}\n");

        var first = Text(spool.Peek(1, 1));
        Assert.Equal($"batch {spool.DroppedLines}\n", first);
        Assert.InRange(spool.DroppedLines, 1, 199);
        Assert.InRange(spool.PendingBytes, 1, 4096);
    }

    [Fact]
    public void A_spool_without_a_limit_never_drops()
    {
        using var spool = new Spool(_folder, TimeProvider.System, maxBytes: null, segmentBytes: 256);
        for (var i = 0; i < 50; i++)
            Put(spool, $"{i}\n");

        Assert.Equal(50, spool.Peek(1000, 100_000)!.Count);
        Assert.Equal(0, spool.DroppedLines);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Spool Open() => new(_folder, TimeProvider.System);

    private static void Put(Spool spool, params string[] batches)
    {
        foreach (var batch in batches)
            spool.Append(Encoding.UTF8.GetBytes(batch), 1);
    }

    private static string Text(SpoolBatch? batch) => Encoding.UTF8.GetString(batch!.Lines.Span);

    // Cut exactly behind a frame, nothing is torn: there is just less.
    private static int Torn(int length, int whole, string found) =>
        length == 0 || found.Length > 0 && length * 2 < whole ? 0 : 1;
}
