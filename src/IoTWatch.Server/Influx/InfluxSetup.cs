using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using Microsoft.Extensions.DependencyInjection;

namespace IoTWatch.Server.Influx;

/// <summary>Adds the InfluxDB sink to the service where a URL is configured.</summary>
public static class InfluxSetup
{
    /// <param name="dataFolder">The spool is in its folder <c>influx</c>.</param>
    public static IServiceCollection AddIoTWatchInflux(this IServiceCollection services, InfluxOptions options,
        string dataFolder)
    {
        if (options.Url is null)
            return services;
        return services
            .AddSingleton(provider => new InfluxSink(
                options, new SenderOptions { ApplyRetention = options.Retention }, Path.Combine(dataFolder, "influx"),
                provider.GetRequiredService<IAlertStore>(), provider.GetRequiredService<ServiceStatus>(),
                provider.GetRequiredService<TimeProvider>(), supervisor: provider.GetRequiredService<LoopSupervisor>()))
            .AddSingleton<IDetectionSink>(provider => provider.GetRequiredService<InfluxSink>());
    }
}
