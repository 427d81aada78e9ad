using IoTWatch.Cli.Outcome;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Cli.Service;

/// <summary>Starts the service for <c>run</c> and <c>demo</c>, and waits for its end.</summary>
internal static class ServiceStart
{
    /// <exception cref="UsageException">The service refuses to start as configured.</exception>
    public static async Task<RunningService> StartAsync(
        ServiceOptions options, LogLevel minLevel, CancellationToken cancellation)
    {
        try
        {
            return await ServiceHost.StartAsync(options, TimeProvider.System, logs => logs
                .AddSimpleConsole(console => console.SingleLine = true)
                .SetMinimumLevel(minLevel)
                // The reason of a failed start is written once, by this program.
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None), cancellation);
        }
        catch (StartRefusedException refused)
        {
            throw new UsageException(refused.Message.Split(
                '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>Returns on Ctrl-C or SIGTERM.</summary>
    public static async Task WaitUntilStoppedAsync(RunningService service, CancellationToken cancellation)
    {
        try
        {
            await service.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: the normal end.
        }
    }
}
