using nietras.SeparatedValues;

namespace IoTWatch.Cli.Tests.Output;

public sealed class CsvTests
{
    [Fact]
    public void Fields_are_quoted_where_they_must_be() =>
        Assert.Equal("a,\"b,\"\"c\"\"\",,1.5,true", Line("a", "b,\"c\"", null, 1.5, true));

    [Theory]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData(" spaces; and semicolons ", " spaces; and semicolons ")]
    public void Line_breaks_are_quoted_and_other_text_is_not(string text, string field) =>
        Assert.Equal($"x,{field}", Line("x", text));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-host", "'-host")]
    public void A_name_that_a_spreadsheet_would_run_is_made_text(string name, string field) =>
        Assert.Equal(field, Line(name));

    [Fact]
    public void A_number_that_is_none_is_left_empty() =>
        Assert.Equal(",,-2", Line(double.NaN, float.PositiveInfinity, -2));

    [Fact]
    public void Without_rows_there_is_the_header() => Assert.Equal("0,1" + Environment.NewLine, Written(2, []));

    [Fact]
    public void What_was_written_is_read_back_with_its_columns()
    {
        using var reader = Sep.New(',').Reader(options => options with { Unescape = true })
            .FromText(Written(3, [["a,b", "say \"no\"", "x"], [1, null, DateTime.UnixEpoch]]));

        var rows = reader.Enumerate(row => (row["0"].ToString(), row["1"].ToString(), row["2"].ToString())).ToList();

        Assert.Equal([("a,b", "say \"no\"", "x"), ("1", "", "1970-01-01T00:00:00Z")], rows);
    }

    private static string Line(params object?[] values) =>
        Written(values.Length, [values])[(Written(values.Length, []).Length)..^Environment.NewLine.Length];

    private static string Written(int columns, IEnumerable<object?[]> rows)
    {
        using var output = new StringWriter();
        Csv.Write(
            output, [.. Enumerable.Range(0, columns).Select(i => new CsvColumn<object?[]>($"{i}", row => row[i]))],
            rows);
        return output.ToString();
    }
}
