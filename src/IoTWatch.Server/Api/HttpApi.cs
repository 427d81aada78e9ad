using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Devices;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>The JSON API under <c>/api/v1</c>, and <c>/healthz</c>.</summary>
public static class HttpApi
{
    private const string Json = "application/json; charset=utf-8";
    private const int LimitDefault = 100;
    private const int LimitMost = 1000;

    public static void MapIoTWatchApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (ServiceStatus status) =>
            status.Detector.State == LinkState.Up && status.Store.State != LinkState.Down
                ? Results.Text("ok\n")
                : Results.Text($"detector {status.Detector.State}, store {status.Store.State}\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        var api = routes.MapGroup("/api/v1");
        api.MapGet("/health", (ServiceStatus status) => Results.Json(HealthReport.Of(status), ApiJson.Default.HealthReport));
        api.MapGet("/alerts", (HttpResponse response, IAlertStore alerts, string? limit, string? before) => WriteAlertsAsync(response, alerts, limit, before));
        api.MapGet("/alerts/{id}", (string id, IAlertStore alerts) => alerts.Find(id) is { } found
            ? Results.Bytes(AlertJson.WriteBytes(found.Alert), Json)
            : Results.NotFound());
        api.MapGet("/devices", (DetectionLoop detection) => AskAsync<DeviceReport>(
            detection, static pipeline => [.. pipeline.Devices()], ApiJson.Default.IReadOnlyListDeviceReport));
        api.MapGet("/channels", (DetectionLoop detection) => AskAsync<ChannelReport>(
            detection, static pipeline => [.. pipeline.Channels()], ApiJson.Default.IReadOnlyListChannelReport));
    }

    private static async Task<IResult> AskAsync<T>(DetectionLoop detection, Func<Core.Pipeline, IReadOnlyList<T>> question, JsonTypeInfo<IReadOnlyList<T>> shape) =>
        Results.Json(await detection.AskAsync(question).ConfigureAwait(false), shape);

    /// <summary>An array of exactly the alerts' own bytes; the next page's cursor is in the header <c>X-Next-Before</c>.</summary>
    private static async Task WriteAlertsAsync(HttpResponse response, IAlertStore alerts, string? limit, string? before)
    {
        var count = LimitDefault;
        long? cursor = null;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > LimitMost))
        {
            await RefuseAsync(response, $"limit: a whole number 1..{LimitMost}").ConfigureAwait(false);
            return;
        }
        if (before is not null)
        {
            if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                await RefuseAsync(response, "before: a sequence number, as in X-Next-Before").ConfigureAwait(false);
                return;
            }
            cursor = sequence;
        }
        var found = alerts.Latest(count, cursor);
        response.ContentType = Json;
        if (found.Count == count)
            response.Headers["X-Next-Before"] = found[^1].Sequence.ToString(CultureInfo.InvariantCulture);
        var body = response.BodyWriter;
        for (var i = 0; i < found.Count; i++)
        {
            await body.WriteAsync(i == 0 ? "["u8.ToArray() : ","u8.ToArray()).ConfigureAwait(false);
            await body.WriteAsync(AlertJson.WriteBytes(found[i].Alert)).ConfigureAwait(false);
        }
        await body.WriteAsync(found.Count == 0 ? "[]"u8.ToArray() : "]"u8.ToArray()).ConfigureAwait(false);
    }

    private static async Task RefuseAsync(HttpResponse response, string problem)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = Json;
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["error"] = problem })).ConfigureAwait(false);
    }
}
