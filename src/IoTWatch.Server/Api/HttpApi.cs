using IoTWatch.Core.Home;
using IoTWatch.Server.Access;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>Maps the JSON API under <c>/api/v1</c>, <c>/healthz</c> and <c>/metrics</c>.</summary>
public static class HttpApi
{
    public static void MapIoTWatchApi(this IEndpointRouteBuilder routes, AdministratorOptions administrator)
    {
        routes.MapGet("/healthz", (ServiceStatus status) =>
            status.Detector.State == LinkState.Up && status.Store.State != LinkState.Down
                ? Results.Text("ok\n")
                : Results.Text(
                    $"detector {status.Detector.State}, store {status.Store.State}\n",
                    statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous();
        routes.MapIoTWatchMetrics().RequireApiAccess(administrator);
        var api = routes.MapGroup("/api/v1").RequireApiAccess(administrator);
        api.MapGet("/health", (ServiceStatus status) =>
                Results.Json(HealthReport.Of(status), ApiJson.Default.HealthReport))
            .Describe("State of the service").Produces<HealthReport>();
        AlertsApi.Map(api);
        DecisionsApi.Map(api);
        api.MapGet("/devices", ListDevicesAsync).Describe("Every device").Produces<IReadOnlyList<DeviceReport>>();
        ChannelsApi.Map(api);
    }

    private static async Task<IResult> ListDevicesAsync(PipelineQueries queries)
    {
        var devices = await queries.QueryAsync<IReadOnlyList<DeviceReport>>(
            static pipeline => [.. pipeline.Home.Devices()]).ConfigureAwait(false);
        return Results.Json(devices, ApiJson.Default.IReadOnlyListDeviceReport);
    }
}
