using System.Text;
using IoTWatch.Server.Influx;

namespace IoTWatch.Server.Tests.Influx;

public sealed class LineProtocolWriterTests
{
    [Fact]
    public void Tags_and_fields_of_each_type_make_one_line()
    {
        var writer = new LineProtocolWriter();
        writer.Begin("flow");
        writer.Tag("device", "kettle");
        writer.Field("n", 7L);
        writer.Field("x", 1.0);
        writer.Field("s", "text");

        Assert.True(writer.End(1_000));

        Assert.Equal("flow,device=kettle n=7i,x=1,s=\"text\" 1000\n", Text(writer));
    }

    [Theory]
    [InlineData("a b", "a\\ b")]
    [InlineData("a,b=c", "a\\,b\\=c")]
    [InlineData("ends in \\", "ends\\ in\\ /")]
    [InlineData("two\nlines\t", "two\\ lines\\ ")]
    [InlineData("日本 ☕", "日本\\ ☕")]
    public void A_tag_is_escaped_and_stays_on_its_line(string value, string written)
    {
        var writer = new LineProtocolWriter();
        writer.Begin("m");
        writer.Tag("t", value);
        writer.Field("f", 1L);
        writer.End(0);

        Assert.Equal($"m,t={written} f=1i 0\n", Text(writer));
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_empty_tags_are_left_out()
    {
        var writer = new LineProtocolWriter();
        writer.Begin("m");
        writer.Tag("empty", "");
        writer.Field("nan", double.NaN);
        writer.Field("endless", double.PositiveInfinity);
        writer.Field("n", 1L);
        writer.End(5);

        Assert.Equal("m n=1i 5\n", Text(writer));
    }

    [Fact]
    public void A_point_without_a_field_is_taken_back()
    {
        var writer = new LineProtocolWriter();
        writer.Begin("m");
        writer.Field("nan", double.NaN);
        Assert.False(writer.End(5));
        writer.Begin("m");
        writer.Field("n", 2L);
        Assert.True(writer.End(6));

        Assert.Equal("m n=2i 6\n", Text(writer));
        Assert.Equal(1, writer.Lines);
    }

    [Fact]
    public void A_value_of_an_attacker_s_length_is_shortened_without_cutting_a_character_in_two()
    {
        var writer = new LineProtocolWriter();
        writer.Begin("m");
        writer.Tag("t", new string('a', 255) + "☕😀");
        writer.Field("s", new string('x', 100_000));
        writer.End(0);

        var text = Text(writer);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.True(text.Length < 3_000, "the line grew with the value");
    }

    private static string Text(LineProtocolWriter writer) => Encoding.UTF8.GetString(writer.Written.Span);
}
