using System.Text.Json.Serialization.Metadata;
using IoTWatch.Core.Devices;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>The JSON API under <c>/api/v1</c>, <c>/healthz</c> and <c>/metrics</c>.</summary>
public static class HttpApi
{
    public static void MapIoTWatchApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (ServiceStatus status) =>
            status.Detector.State == LinkState.Up && status.Store.State != LinkState.Down
                ? Results.Text("ok\n")
                : Results.Text($"detector {status.Detector.State}, store {status.Store.State}\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        routes.MapGet("/metrics", (ServiceStatus status) => Results.Text(Metrics.Write(status), Metrics.ContentType));
        var api = routes.MapGroup("/api/v1");
        api.MapGet("/health", (ServiceStatus status) => Results.Json(HealthReport.Of(status), ApiJson.Default.HealthReport)).Describe("How the service does").Produces<HealthReport>();
        AlertsApi.Map(api);
        DecisionsApi.Map(api);
        api.MapGet("/devices", (PipelineQueries queries) => QueryAsync<DeviceReport>(
            queries, static pipeline => [.. pipeline.Devices()], ApiJson.Default.IReadOnlyListDeviceReport)).Describe("Every device").Produces<IReadOnlyList<DeviceReport>>();
        ChannelsApi.Map(api);
    }

    private static async Task<IResult> QueryAsync<T>(
        PipelineQueries queries, Func<Core.Pipeline, IReadOnlyList<T>> query, JsonTypeInfo<IReadOnlyList<T>> shape) =>
        Results.Json(await queries.QueryAsync(query).ConfigureAwait(false), shape);
}
