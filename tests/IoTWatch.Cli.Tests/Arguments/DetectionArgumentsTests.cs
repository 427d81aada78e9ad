using System.CommandLine;
using IoTWatch.Application.Composition;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Service;
using IoTWatch.Server.Configuration;

namespace IoTWatch.Cli.Tests.Arguments;

public sealed class DetectionArgumentsTests
{
    [Fact]
    public void Without_options_detection_is_as_shipped() => Assert.Equal(DetectionOptions.Shipped, Read(""));

    [Fact]
    public void Options_that_are_named_replace_the_others()
    {
        var options = Read("--threshold 0.75 --alerts-per-device-day 2 --alerts-per-home-day 7 --learn 3d").Pipeline;

        Assert.Equal(0.75, options.BeaconThreshold);
        Assert.Equal(2, options.AlertsPerDeviceDay);
        Assert.Equal(7, options.AlertsPerHomeDay);
        Assert.Equal(TimeSpan.FromDays(3), options.Learn);
    }

    [Fact]
    public void What_the_command_line_does_not_name_stays_as_configured()
    {
        var configured = new ServiceOptions { ModelFolder = "m", GeoIpFiles = ["g.mmdb"], ProfilesFolder = "p" };
        configured = configured with { Detection = configured.Detection with { BeaconThreshold = 0.9 } };

        var options = configured.With(Read("--alerts-per-home-day 7", ServiceDetection.Of(configured)));

        Assert.Equal(configured with { Detection = configured.Detection with { AlertsPerHomeDay = 7 } }, options);
    }

    [Theory]
    [InlineData("--threshold", "detection.beacon_threshold", "1", "1.01")]
    [InlineData("--threshold", "detection.beacon_threshold", "0", "-0.01")]
    [InlineData("--alerts-per-device-day", "detection.alerts_per_device_day", "1", "0")]
    [InlineData("--alerts-per-device-day", "detection.alerts_per_device_day", "1000", "1001")]
    [InlineData("--alerts-per-home-day", "detection.alerts_per_home_day", "1", "0")]
    [InlineData("--alerts-per-home-day", "detection.alerts_per_home_day", "10000", "10001")]
    public void The_service_and_the_command_line_accept_the_same_range(
        string option, string key, string accepted, string refused)
    {
        Assert.Empty(Parse($"{option} {accepted}").Parsed.Errors);
        Assert.Contains(
            option, Assert.Single(Parse($"{option} {refused}").Parsed.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(Configured(key, accepted));
        Assert.Contains(key, Assert.Single(Configured(key, refused)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_run_names_the_data_folder_of_the_service() =>
        Assert.Equal(RunVerb.DefaultDataFolder, new ServiceOptions().DataFolder);

    private static (DetectionArguments Arguments, ParseResult Parsed) Parse(string line)
    {
        var arguments = new DetectionArguments();
        var command = new Command("test");
        arguments.AddTo(command);
        return (arguments, command.Parse(line));
    }

    private static DetectionOptions Read(string line, DetectionOptions? others = null)
    {
        var (arguments, parsed) = Parse(line);
        return arguments.Read(parsed, others ?? DetectionOptions.Shipped);
    }

    private static List<string> Configured(string key, string value)
    {
        var problems = new List<string>();
        var variable = ServiceConfiguration.EnvironmentPrefix + key.Replace(".", "__", StringComparison.Ordinal);
        ServiceConfiguration.Read(null, [KeyValuePair.Create(variable, (string?)value)], problems);
        return problems;
    }
}
