using CsCheck;

namespace IoTWatch.Cli.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("mqtt.vendor.example", "mqtt.vendor.example")]
    [InlineData("café.example", "café.example")]
    [InlineData("\u001b[31mred\u001b[0m", @"\u{1b}[31mred\u{1b}[0m")]
    [InlineData("a\r\nb\u0000", @"a\u{d}\u{a}b\u{0}")]
    [InlineData("\u009b31m", @"\u{9b}31m")]
    [InlineData("safe\u202etxt.exe", @"safe\u{202e}txt.exe")]
    public void What_could_steer_a_terminal_is_shown_as_its_code(string text, string shown) =>
        Assert.Equal(shown, SafeText.Of(text));

    [Fact]
    public void No_text_at_all_brings_a_control_character_to_the_terminal() =>
        Gen.String.Sample(text => Assert.DoesNotContain(SafeText.Of(text), char.IsControl));

    [Fact]
    public void Endless_text_is_cut() => Assert.InRange(SafeText.Of(new string('a', 100_000)).Length, 1, 130);
}
