using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Inputs.Captures;
using IoTWatch.Server.Sensors;

namespace IoTWatch.Cli.Verbs;

/// <summary>The other half of <c>replay</c>: a capture sent to a broker as a sensor would send it.</summary>
internal static class PublishRun
{
    public static async Task<int> RunAsync(IReadOnlyList<string> paths, BrokerAddress broker, double? speed, Terminal terminal, CancellationToken cancellation)
    {
        var run = new TimelineRun(paths, terminal);
        try
        {
            var publisher = await TelemetryPublisher.ConnectAsync(broker, NewSensorId(), TimeProvider.System, cancellation);
            await using (publisher)
                await run.EachAsync((timeline, onEvent) => publisher.PublishAsync(timeline, speed, onEvent, cancellation));
            TimelineSummary.Write(run, terminal.Error);
            TimelineSummary.Line(terminal.Error, "published", $"{publisher.EventsSent:n0} events in {publisher.MessagesSent:n0} messages to {SafeText.Of(broker.ToString())} as sensor {publisher.SensorId}");
            return ExitCode.Done;
        }
        catch (IOException problem) when (problem is not CaptureException)
        {
            throw new UsageException([$"--publish: {problem.Message}"]);
        }
    }

    /// <summary>A sensor numbers its events once; a second replay is another sensor.</summary>
    public static string NewSensorId() => $"replay-{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():x}";
}
