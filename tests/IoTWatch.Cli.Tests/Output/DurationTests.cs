using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Tests.Output;

public sealed class DurationTests
{
    [Theory]
    [InlineData(0.25, "0.25 s")]
    [InlineData(60.2, "60.2 s")]
    [InlineData(900, "15.0 min")]
    [InlineData(14_400, "4.0 h")]
    [InlineData(604_800, "7.0 d")]
    public void A_length_of_time_is_shown_in_its_natural_unit(double seconds, string text) =>
        Assert.Equal(text, Duration.Text(TimeSpan.FromSeconds(seconds)));
}
