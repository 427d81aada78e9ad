using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Server.Configuration;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Cli.Service;

/// <summary><c>iotwatch run</c>: runs the service.</summary>
internal sealed class RunVerb
{
    /// <summary>The service's own default, repeated here so that other verbs' help does not load the service.</summary>
    internal const string DefaultDataFolder = "./iotwatch-data";

    private readonly DetectionArguments _detection = new("as configured, else 7d", isService: true);

    private readonly Option<int?> _port = NumberOption.Create(
        "--port", "PORT", 0, 65_535, "Port of the web page on 127.0.0.1; 0 chooses a free one [default: 8080]");

    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = $"Configuration [default: {ServiceConfiguration.DefaultFile} here, if it exists]; "
            + $"variables {ServiceConfiguration.EnvironmentPrefix}… of the environment override it",
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = $"Folder of the store, created if needed [default: {DefaultDataFolder}]",
    };

    public static Command Create(Terminal terminal) => new RunVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("run") { _config, _data, _port };
        _detection.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return new VerbHelp(
            "Run the service: MQTT broker on 127.0.0.1:1883, detector, store, "
            + "and the web page on http://127.0.0.1:8080. "
            + "Nothing needs to be configured. Each device is learned for 7 days; "
            + "regular calls found in that time wait for your review.",
            "iotwatch run",
            "iotwatch run --data /var/lib/iotwatch --learn 3d").AddTo(command);
    }

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var configured = ServiceConfiguration.Read(parsed.GetValue(_config), problems);
        var options = configured.With(_detection.Read(parsed, ServiceDetection.Of(configured)));
        if (parsed.GetValue(_port) is { } port)
            options = options with { Http = new Uri($"http://127.0.0.1:{port}") };
        if (parsed.GetValue(_data) is { } data)
            options = options with { DataFolder = data };
        if (problems.Count > 0)
            throw new UsageException(problems);

        var service = await ServiceStart.StartAsync(options, LogLevel.Information, cancellation);
        await using (service)
        {
            var telemetry = service.MqttPort is { } mqtt ? $"   Telemetry: mqtt://127.0.0.1:{mqtt}" : "";
            await terminal.Error.WriteLineAsync($"Web page: {service.HttpAddress}{telemetry}   Ctrl-C stops.");
            await ServiceStart.WaitUntilStoppedAsync(service, cancellation);
        }
        return ExitCode.Done;
    }
}
