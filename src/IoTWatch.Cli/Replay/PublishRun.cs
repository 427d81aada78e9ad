using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Inputs.Captures;
using IoTWatch.Server.Sensors;

namespace IoTWatch.Cli.Replay;

/// <summary>Runs <c>replay --publish</c>: sends captures to a broker as a sensor would.</summary>
/// <remarks>The only part of <c>replay</c> that loads the service's assembly, and only with the option.</remarks>
internal static class PublishRun
{
    public static bool IsBroker(string text) => BrokerAddress.TryParse(text, out _);

    /// <param name="address">A text that <see cref="IsBroker"/> accepts.</param>
    /// <param name="speed">Times the speed of the capture; null = without waiting.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> paths, string address, double? speed, Terminal terminal, CancellationToken cancellation)
    {
        if (!BrokerAddress.TryParse(address, out var broker))
            throw new UsageException([$"--publish {address}: not a broker"]);
        var run = new TimelineRun(paths, terminal);
        try
        {
            var publisher = await TelemetryPublisher.ConnectAsync(
                broker, NewSensorId(), TimeProvider.System, cancellation);
            await using (publisher)
                await run.ReadAsync((timeline, onEvent) =>
                    publisher.PublishAsync(timeline, speed, onEvent, cancellation));
            TimelineSummary.Write(run, terminal.Error);
            var to = $"{SafeText.Of(broker.ToString())} as sensor {publisher.SensorId}";
            StatusLine.Write(
                terminal.Error, "published",
                $"{publisher.EventsSent:n0} events in {publisher.MessagesSent:n0} messages to {to}");
            return ExitCode.Done;
        }
        catch (IOException problem) when (problem is not CaptureException)
        {
            throw new UsageException([$"--publish: {problem.Message}"]);
        }
    }

    /// <summary>A new id for each run, because a sensor numbers its events only once.</summary>
    private static string NewSensorId() => $"replay-{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():x}";
}
