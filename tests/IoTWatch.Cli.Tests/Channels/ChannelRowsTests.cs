using System.Text.Json;
using IoTWatch.Cli.Channels;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Tests.Channels;

public sealed class ChannelRowsTests
{
    private static readonly DateTime At = new(2024, 5, 1, 12, 0, 0, 250, DateTimeKind.Utc);

    [Fact]
    public void The_JSON_has_the_agreed_keys_in_the_agreed_order()
    {
        using var json = JsonDocument.Parse(Json(Row()));

        Assert.Equal(
            ["device", "mac", "ip", "name", "vendor", "destination", "host", "address", "port", "proto", "country",
                "org", "contacts", "first_at", "last_at",
                "probability", "period_s", "jitter", "missed", "in_flow", "tier", "expected", "rita", "features"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["score", "ts", "ds", "dur", "hist"],
            json.RootElement.GetProperty("rita").EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            BeaconFeatures.Names,
            json.RootElement.GetProperty("features").EnumerateObject().Select(property => property.Name));
        Assert.Equal("2024-05-01T12:00:00.25Z", json.RootElement.GetProperty("first_at").GetString());
    }

    [Fact]
    public void What_is_not_a_number_becomes_null_in_the_JSON()
    {
        var row = Row(probability: double.NaN, period: double.PositiveInfinity, feature: float.NaN);

        using var json = JsonDocument.Parse(Json(row));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("probability").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("period_s").ValueKind);
        Assert.Equal(
            JsonValueKind.Null,
            json.RootElement.GetProperty("features").GetProperty(BeaconFeatures.Names[0]).ValueKind);
    }

    [Fact]
    public void A_line_of_CSV_has_a_field_for_every_column()
    {
        using var output = new StringWriter();
        Csv.Write(output, ChannelColumns.All, [Row()]);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
    }

    [Theory]
    [InlineData(0.25, "0.25 s")]
    [InlineData(60.2, "60.2 s")]
    [InlineData(900, "15 min")]
    [InlineData(14_400, "4 h")]
    [InlineData(88_200, "24.5 h")]
    public void A_period_is_shown_in_its_natural_unit(double seconds, string text)
    {
        using var output = new StringWriter();
        var console = new Terminal(output, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false).OutConsole;

        ChannelListing.Write([Row(period: seconds)], console);

        Assert.Contains($" {text} ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_steer_the_terminal_or_its_markup()
    {
        using var output = new StringWriter();
        var console = new Terminal(output, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false).OutConsole;

        ChannelListing.Write([Row(destination: "[red]\u001b]0;owned\u0007evil.example")], console);

        Assert.Contains(@"[red]\u{1b}]0;owned\u{7}evil.example", output.ToString(), StringComparison.Ordinal);
    }

    private static string Json(ChannelRow row)
    {
        using var output = new StringWriter();
        new ChannelLines(output).Write(row);
        return output.ToString();
    }

    private static ChannelRow Row(
        string destination = "vendor.example", double probability = 0.9, double period = 60.2, float feature = 1.5f)
    {
        var device = new DeviceReport(
            "0011aabbccdd", "00:11:aa:bb:cc:dd", "192.168.1.50", "kettle", "Maker", "none", false, At, At, 1);
        var features = Enumerable.Repeat(feature, BeaconFeatures.Count).ToList();
        return new ChannelRow(
            new ChannelReport(
                device, new ChannelKey(destination, TransportProtocol.Tcp, 443), null, "203.0.113.9", 12, At,
                At.AddMinutes(11), probability, period, 0.01, 0, InFlow: false, Tier.F3, Expected: false,
                InReview: false, new GeoRecord("NL", CountryConfidence.High, "test", 64500, "Example B.V."), features),
            new RitaScore(0.9, 1, 1, 0.6, 1));
    }
}
