using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Setup;
using IoTWatch.Learning.Simulation.Scenarios;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using IoTWatch.Server.Sensors;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Cli.Verbs;

/// <summary><c>iotwatch demo</c>: the service on a throw-away store, fed with a home in which a kettle goes wrong.</summary>
internal sealed class DemoVerb
{
    private const double Speed = 60;
    private readonly Option<int?> _port = NumberOption.Create("--port", "PORT", 0, 65_535, "Port of the web page on 127.0.0.1; 0 takes a free one [default: 8080]");

    public static Command Create(Terminal terminal) => new DemoVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("demo") { _port };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(_port) ?? 8080, terminal, cancellation));
        return new VerbHelp($"See it work: the service with a simulated home, replayed through MQTT at {Speed:0} times its speed. A kettle goes wrong in the first minute. Nothing is kept.",
            "iotwatch demo", "iotwatch demo --port 8090").On(command);
    }

    private static async Task<int> RunAsync(int port, Terminal terminal, CancellationToken cancellation)
    {
        var store = Directory.CreateTempSubdirectory("iotwatch-demo-");
        try
        {
            // Nobody watches a demonstration for a week.
            var options = new DetectionSetup { Learn = TimeSpan.Zero }.Over(new ServiceOptions
            {
                DataFolder = store.FullName,
                Http = new Uri($"http://127.0.0.1:{port}"),
                EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort() },
            });
            var service = await ServiceStart.Async(options, LogLevel.Warning, cancellation);
            await using (service)
            {
                await terminal.Out.WriteLineAsync($"Open {service.HttpAddress} and watch: a simulated home at {Speed:0} times its speed. Ctrl-C ends it and removes what it stored.");
                await terminal.Out.FlushAsync(cancellation);
                using var first = TellFirst(service, terminal);
                await FeedAsync(service, terminal, cancellation);
                await ServiceStart.UntilStoppedAsync(service, cancellation);
            }
        }
        finally
        {
            store.Delete(recursive: true);
        }
        return ExitCode.Done;
    }

    private static IDisposable TellFirst(RunningService service, Terminal terminal)
    {
        var told = false;
        return service.Feed.Subscribe(stored =>
        {
            if (told)
                return;
            told = true;
            terminal.Out.WriteLine($"{stored.Alert.Severity} alert: {SafeText.Of(stored.Alert.Explanation, shown: 1000)}");
            terminal.Out.WriteLine($"Why: {new Uri(service.HttpAddress, $"alerts/{stored.Alert.Id}")}");
            terminal.Out.Flush();
        });
    }

    private static async Task FeedAsync(RunningService service, Terminal terminal, CancellationToken cancellation)
    {
        var kettle = Scenario.Find("kettle")!;
        // Ends about now, so that no event comes from the future however long a person watches.
        var home = kettle.Generate(new ScenarioOptions { StartAt = DateTime.UtcNow - kettle.Generate(new ScenarioOptions()).Duration });
        try
        {
            var broker = new BrokerAddress("127.0.0.1", service.MqttPort!.Value, Tls: false, User: null, Password: null, BaseTopic: "iotwatch");
            await using var sensor = await TelemetryPublisher.ConnectAsync(broker, "demo", TimeProvider.System, cancellation);
            await sensor.PublishAsync(home.Observations, Speed, onEvent: null, cancellation);
            await terminal.Out.WriteLineAsync("The home has been played to its end; the page stays until Ctrl-C.");
            await terminal.Out.FlushAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: the caller stops the service and clears up.
        }
    }

    // The usual MQTT port may belong to a broker of the house, and nobody but the demo needs to find this one.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
