using CsCheck;
using IoTWatch.Server.Detection;

namespace IoTWatch.Server.Tests.Detection;

public class SequenceWindowTests
{
    [Fact]
    public void A_number_that_comes_again_with_its_time_is_a_duplicate()
    {
        var window = new SequenceWindow();
        Assert.Equal(SequenceVerdict.New, window.Add(7, At(7)));
        Assert.Equal(SequenceVerdict.Duplicate, window.Add(7, At(7)));
    }

    [Fact]
    public void A_sensor_that_counts_from_the_start_again_is_restarted_and_loses_nothing()
    {
        var window = new SequenceWindow();
        foreach (var n in Enumerable.Range(0, 500))
            window.Add(n, At(n));
        Assert.Equal(SequenceVerdict.Restarted, window.Add(0, At(1000)));
        foreach (var n in Enumerable.Range(1, 499))
            Assert.Equal(SequenceVerdict.New, window.Add(n, At(1000 + n)));
        Assert.Equal(0, window.Missing);
    }

    [Fact]
    public void A_gap_is_missing_until_it_is_filled_late()
    {
        var window = new SequenceWindow();
        window.Add(1, At(1));
        window.Add(5, At(5));
        Assert.Equal(3, window.Missing);
        Assert.Equal(SequenceVerdict.New, window.Add(3, At(3)));
        Assert.Equal(2, window.Missing);
    }

    [Fact]
    public void What_was_missing_before_a_restart_stays_counted()
    {
        var window = new SequenceWindow();
        window.Add(1, At(1));
        window.Add(5, At(5));
        window.Add(1, At(100));
        window.Add(3, At(102));
        Assert.Equal(4, window.Missing);
    }

    [Fact]
    public void A_whole_outbox_of_repeats_is_recognised()
    {
        var window = new SequenceWindow();
        for (var n = 0L; n < 200_000; n++)
            window.Add(n, At(n));
        for (var n = 200_000L - SequenceWindow.MaxSlots; n < 200_000; n++)
            Assert.Equal(SequenceVerdict.Duplicate, window.Add(n, At(n)));
        Assert.Equal(0, window.Missing);
    }

    [Fact]
    public void A_leap_of_the_counter_is_a_restart_and_not_a_trillion_lost_events()
    {
        var window = new SequenceWindow();
        window.Add(1, At(1));
        Assert.Equal(SequenceVerdict.Restarted, window.Add(1_000_000_000_000, At(2)));
        Assert.Equal(SequenceVerdict.New, window.Add(999_999_999_999, At(3)));
        Assert.Equal(SequenceVerdict.Duplicate, window.Add(1_000_000_000_000, At(2)));
        Assert.Equal(0, window.Missing);
    }

    [Fact]
    public void The_extremes_of_a_counter_do_not_throw()
    {
        var window = new SequenceWindow();
        foreach (var sequence in new[]
        {
            SequenceWindow.MaxSequence, 0, SequenceWindow.MaxSequence - 1, 1, SequenceWindow.MaxSequence
        })
            window.Add(sequence, At(1));
        Assert.Equal(SequenceVerdict.Duplicate, window.Add(SequenceWindow.MaxSequence, At(1)));
    }

    [Fact]
    public void In_any_order_with_any_repeats_it_agrees_with_a_set_also_through_save_and_load() =>
        Gen.Int[0, 3000].List[1, 400].Sample(numbers =>
        {
            var window = new SequenceWindow();
            var seen = new HashSet<int>();
            foreach (var n in numbers)
            {
                var expected = seen.Add(n) ? SequenceVerdict.New : SequenceVerdict.Duplicate;
                if (window.Add(n, At(n)) != expected)
                    return false;
                window = SaveAndLoad(window);
            }
            return window.Missing == seen.Max() - seen.Min() + 1 - seen.Count;
        }, iter: 60);

    private static SequenceWindow SaveAndLoad(SequenceWindow window)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        window.Save(writer);
        writer.Flush();
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        return SequenceWindow.Load(reader);
    }

    private static DateTime At(long second) => Some.Start.AddSeconds(second);
}
