using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using IoTWatch.Application.Composition;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Simulation.Scenarios;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using IoTWatch.Server.Sensors;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Cli.Service;

/// <summary><c>iotwatch demo</c>: runs the service on a temporary store with a simulated home.</summary>
internal sealed class DemoVerb
{
    private const double Speed = 60;

    private readonly Option<int?> _port = NumberOption.Create(
        "--port", "PORT", 0, 65_535, "Port of the web page on 127.0.0.1; 0 chooses a free one [default: 8080]");

    public static Command Create(Terminal terminal) => new DemoVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("demo") { _port };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(_port) ?? 8080, terminal, cancellation));
        return new VerbHelp(
            $"Run the service with a simulated home, replayed through MQTT at {Speed:0} times its speed. "
            + "A kettle is compromised in the first minute. Nothing is kept.",
            "iotwatch demo", "iotwatch demo --port 8090").AddTo(command);
    }

    private static async Task<int> RunAsync(int port, Terminal terminal, CancellationToken cancellation)
    {
        var store = Directory.CreateTempSubdirectory("iotwatch-demo-");
        try
        {
            var options = new ServiceOptions
            {
                DataFolder = store.FullName,
                Http = new Uri($"http://127.0.0.1:{port}"),
                EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort() },
            }.With(DetectionOptions.Shipped);
            var service = await ServiceStart.StartAsync(options, LogLevel.Warning, cancellation);
            await using (service)
            {
                await terminal.Out.WriteLineAsync(
                    $"Open {service.HttpAddress} and watch: a simulated home at {Speed:0} times its speed. "
                    + "Ctrl-C ends it and removes what it stored.");
                await terminal.Out.FlushAsync(cancellation);
                using var first = PrintFirstAlert(service, terminal);
                await FeedAsync(service, terminal, cancellation);
                await ServiceStart.WaitUntilStoppedAsync(service, cancellation);
            }
        }
        finally
        {
            store.Delete(recursive: true);
        }
        return ExitCode.Done;
    }

    private static IDisposable PrintFirstAlert(RunningService service, Terminal terminal)
    {
        var isPrinted = false;
        return service.Feed.Subscribe(stored =>
        {
            if (isPrinted)
                return;
            isPrinted = true;
            var alert = stored.Alert;
            terminal.Out.WriteLine($"{alert.Severity} alert: {SafeText.Of(alert.Explanation, maxShown: 1000)}");
            terminal.Out.WriteLine($"Why: {new Uri(service.HttpAddress, $"alerts/{alert.Id}")}");
            terminal.Out.Flush();
        });
    }

    private static async Task FeedAsync(RunningService service, Terminal terminal, CancellationToken cancellation)
    {
        var kettle = Scenario.Find("kettle")!;
        // The simulated time ends about now, so that no event is in the future however long the demo runs.
        var duration = kettle.Generate(new ScenarioOptions()).Duration;
        var home = kettle.Generate(new ScenarioOptions { StartAt = DateTime.UtcNow - duration });
        try
        {
            var broker = new BrokerAddress(
                "127.0.0.1", service.MqttPort!.Value, Tls: false, User: null, Password: null, BaseTopic: "iotwatch");
            await using var sensor = await TelemetryPublisher.ConnectAsync(
                broker, "demo", TimeProvider.System, cancellation);
            await sensor.PublishAsync(home.Observations, Speed, onEvent: null, cancellation);
            await terminal.Out.WriteLineAsync("The simulated home has ended; the page stays until Ctrl-C.");
            await terminal.Out.FlushAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: the caller stops the service and removes the store.
        }
    }

    // The usual MQTT port may belong to another broker, and only the demo needs to know this one.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
