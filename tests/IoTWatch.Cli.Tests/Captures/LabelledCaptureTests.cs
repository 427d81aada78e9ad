using System.Text.Json;
using IoTWatch.Tests;

namespace IoTWatch.Cli.Tests.Captures;

/// <summary>The real captures through the real command line, held against their published labels.</summary>
public sealed class LabelledCaptureTests
{
    public static TheoryData<int> Captures => Labels.Captures;

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Every_labelled_channel_is_listed_and_every_beacon_has_its_period(int number)
    {
        var capture = Labels.All()[number];
        var run = await Run.Of(["channels", .. Labels.Words(capture), "--format", "jsonl"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var rows = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.NotEmpty(rows);
        foreach (var label in capture.GetProperty("malicious").EnumerateArray())
        {
            var row = Assert.Single(rows, row => Labels.Is(row, label));
            if (!label.GetProperty("beacon").GetBoolean())
                continue;
            var period = label.GetProperty("period_s").GetDouble();
            Assert.InRange(row.GetProperty("period_s").GetDouble(), period * 0.9, period * 1.1);
            Assert.InRange(row.GetProperty("probability").GetDouble(), 0.5, 1);
            Assert.Equal(label.GetProperty("in_flow").GetBoolean(), row.GetProperty("in_flow").GetBoolean());
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Every_labelled_beacon_alerts_without_learning_and_a_learned_week_is_quiet(int number)
    {
        var capture = Labels.All()[number];
        var learnDays = capture.GetProperty("learn_days").GetInt32();
        var run = await Run.Of(["replay", .. Labels.Words(capture), "--learn", $"{learnDays}d", "--format", "jsonl"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var alerts = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        if (learnDays > 0)
            Assert.Empty(alerts);
        foreach (var label in capture.GetProperty("malicious").EnumerateArray()
            .Where(label => label.GetProperty("beacon").GetBoolean()))
        {
            var alert = Assert.Single(alerts, alert => Labels.Is(alert.GetProperty("destination"), label));
            Assert.Contains(
                label.GetProperty("address").GetString()!, alert.GetProperty("explanation").GetString()!,
                StringComparison.Ordinal);
            Assert.NotEqual(0, alert.GetProperty("contributions").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_heartbeat_inside_long_connections_is_seen_through_all_its_addresses()
    {
        var run = await Run.Of("channels", SharedData.Path("benign/ultraloq-hub-01.pcap.gz"), "--format", "jsonl");

        Assert.Contains(run.Lines.Select(line => JsonDocument.Parse(line).RootElement), row =>
            row.GetProperty("in_flow").GetBoolean()
            && row.GetProperty("port").GetInt32() == 8883
            && row.GetProperty("contacts").GetInt32() > 5_000
            && row.GetProperty("period_s").GetDouble() is > 60.1 and < 60.3);
    }

    [Fact]
    public async Task Every_odd_capture_passes_in_one_call_with_its_outcomes_counted()
    {
        var run = await Run.Of(
            "channels", SharedData.Path("robustness"), SharedData.Path("iot_sentinel"), "--format", "jsonl");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.Contains("left out", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.Contains("peak memory", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task The_kettle_is_found_as_a_device_with_hardware_address_vendor_and_host_name(int number)
    {
        var mac = (await File.ReadAllTextAsync(
            SharedData.Path("iot_sentinel/iKettle2/_iotdevice-mac.txt"), TestContext.Current.CancellationToken))
            .Trim().ToLowerInvariant();
        var run = await Run.Of(
            "channels", SharedData.Path($"iot_sentinel/iKettle2/Setup-A-{number}-STA.pcap"), "--format", "jsonl");

        var kettle = run.Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .First(row => row.GetProperty("mac").GetString() == mac);
        Assert.StartsWith("Espressif", kettle.GetProperty("vendor").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(kettle.GetProperty("name").GetString()));
    }
}
