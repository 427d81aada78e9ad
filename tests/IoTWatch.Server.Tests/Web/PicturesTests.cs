using IoTWatch.Server.Web;
using IoTWatch.Server.Web.AlertDetail;

namespace IoTWatch.Server.Tests.Web;

public sealed class PicturesTests
{
    [Fact]
    public void Contacts_end_at_the_last_one_and_a_double_interval_is_a_gap_of_one()
    {
        var line = ContactLine.Of(SomeAlert.Of("a") with { Intervals = [60, 60, 120, 60, 241] });

        Assert.Equal(SomeAlert.At, line.LastAt);
        Assert.Equal(SomeAlert.At.AddSeconds(-541), line.FirstAt);
        Assert.Equal(6, line.Positions.Count);
        Assert.Equal([1, 3], line.Gaps.Select(gap => gap.Missed));
        Assert.Equal("6 calls in 9 min, one every 60 s; 2 gaps with 4 calls missing", line.Finding);
    }

    [Fact]
    public void Without_intervals_there_is_no_line_and_no_histogram()
    {
        Assert.Empty(ContactLine.Of(SomeAlert.Of("a")).Positions);
        Assert.Null(IntervalHistogram.Of([]));
        Assert.Null(IntervalHistogram.Of([1, double.NaN]));
    }

    [Fact]
    public void A_missed_call_stands_aside_and_does_not_press_the_rest_together()
    {
        var histogram = IntervalHistogram.Of([59.8, 59.9, 60, 60.1, 60.2, 120])!;

        Assert.Equal(1, histogram.Longer);
        Assert.Equal(6, histogram.Total);
        Assert.InRange(histogram.High, 61, 65);
        Assert.True(histogram.Bins.Count(bin => bin > 0) >= 3, "all fell into one bin");
    }

    [Fact]
    public void Every_interval_is_counted_once_whatever_the_numbers() =>
        CsCheck.Check.Sample(CsCheck.Gen.Double[0, 1e6].Array[1, 63], intervals =>
            IntervalHistogram.Of(intervals)!.Total == intervals.Length);

    [Theory]
    [InlineData("kettle", "kettle")]
    [InlineData("\u202Egnp.exe", "‹U+202E›gnp.exe")]
    [InlineData("a\u0000b\u200B", "a‹U+0000›b‹U+200B›")]
    [InlineData("日本 ☕", "日本 ☕")]
    public void Hidden_characters_of_a_name_are_made_visible(string name, string shown) =>
        Assert.Equal(shown, PageText.Visible(name));
}
