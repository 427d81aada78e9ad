using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Tests.Output;

public sealed class CsvTests
{
    [Fact]
    public void Fields_are_quoted_where_they_must_be() =>
        Assert.Equal("a,\"b,\"\"c\"\"\",,1.5,true", Csv.Line(["a", "b,\"c\"", null, 1.5, true]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-host", "'-host")]
    public void A_name_that_a_spreadsheet_would_run_is_made_text(string name, string field) => Assert.Equal(field, Csv.Line([name]));

    [Fact]
    public void A_number_that_is_none_is_left_empty() => Assert.Equal(",,-2", Csv.Line([double.NaN, float.PositiveInfinity, -2]));
}
