using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Cli.Verbs;

/// <summary>What <c>run</c> and <c>demo</c> share: starting the service, with its refusals as problems of usage, and waiting for its end.</summary>
internal static class ServiceStart
{
    /// <exception cref="UsageException">The service will not start as configured.</exception>
    public static async Task<RunningService> Async(ServiceOptions options, LogLevel least, CancellationToken cancellation)
    {
        try
        {
            return await ServiceHost.StartAsync(options, TimeProvider.System, logs => logs
                .AddSimpleConsole(console => console.SingleLine = true)
                .SetMinimumLevel(least)
                // Why a start failed is said once, in our words.
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None), cancellation);
        }
        catch (StartRefusedException refused)
        {
            throw new UsageException(refused.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>Returns on Ctrl-C or SIGTERM, which is how a service ends well.</summary>
    public static async Task UntilStoppedAsync(RunningService service, CancellationToken cancellation)
    {
        try
        {
            await service.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
