using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace IoTWatch.Server.Api;

/// <summary>
/// Exports <see cref="ServiceMeter"/> through OpenTelemetry: at <c>/metrics</c>, and by OTLP where configured.
/// </summary>
/// <remarks>
/// Without <c>telemetry.otlp_endpoint</c> no OTLP exporter exists, so no figure leaves the machine unless it is
/// fetched.
/// </remarks>
internal static class MetricsExport
{
    private const string OtlpMetricsPath = "v1/metrics";

    public static IServiceCollection AddIoTWatchMetrics(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton<ServiceMeter>();
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            // OpenTelemetry finds a meter by its name in the whole process; of two services each must export only its
            // own.
            var own = provider.GetRequiredService<ServiceMeter>().Meter;
            var version = provider.GetRequiredService<ServiceStatus>().Version;
            metrics
                .AddView(i => ReferenceEquals(i.Meter, own) ? null : MetricStreamConfiguration.Drop)
                .ConfigureResource(resource => resource.AddService("iotwatch", serviceVersion: version));
        });
        services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(ServiceMeter.Name).AddPrometheusExporter(prometheus =>
            {
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            });
            if (options.OtlpEndpoint is { } endpoint)
                metrics.AddOtlpExporter((otlp, reader) =>
                {
                    otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                    otlp.Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{OtlpMetricsPath}");
                    var period = reader.PeriodicExportingMetricReaderOptions;
                    period.ExportIntervalMilliseconds = (int)options.OtlpEvery.TotalMilliseconds;
                });
        });
        return services;
    }

    /// <summary>Maps <c>GET /metrics</c>, text format 0.0.4 or OpenMetrics as the client asks.</summary>
    public static RouteHandlerBuilder MapIoTWatchMetrics(this IEndpointRouteBuilder routes)
    {
        var scrape = routes.CreateApplicationBuilder()
            .UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();
        // As a Delegate and not a RequestDelegate, so that the API description lists it.
        return routes.MapGet("/metrics", (Delegate)((HttpContext http) => scrape(http)))
            .Describe("Counters and gauges as Prometheus reads them");
    }
}
