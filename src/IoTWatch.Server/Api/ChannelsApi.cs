using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IoTWatch.Core.Channels;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary><c>GET /api/v1/channels</c>: what <c>channels --format jsonl</c> prints, as an array; filters <c>device</c> and <c>destination</c>, at most 10,000 a page.</summary>
/// <remarks>RITA's column is null here: the service keeps sketches and not the last day's connections.</remarks>
internal static class ChannelsApi
{
    private const int LimitDefault = 1000;
    private const int LimitMost = 10_000;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/channels", async (HttpContext http, PipelineQueries queries) =>
    {
        var (device, destination) = ((string?)http.Request.Query["device"], (string?)http.Request.Query["destination"]);
        if (PageRequest.Read(http.Request, out var problem, LimitDefault, LimitMost) is not { } page)
            return problem!;
        var channels = await queries.QueryAsync<IReadOnlyList<ChannelReport>>(pipeline =>
            [.. pipeline.Channels().Where(channel => (device is null || channel.Device.Id == device) && (destination is null || channel.Destination == destination))]).ConfigureAwait(false);
        var rows = page.Of(channels, Cursor, http.Response);
        return Results.Stream(async body =>
        {
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartArray();
            foreach (var channel in rows)
                ChannelJson.Write(json, channel, null);
            json.WriteEndArray();
        }, "application/json; charset=utf-8");
    }).Describe("Every channel, as `iotwatch channels --format jsonl` prints it", ["device", "destination", "limit", "before"]);

    private static string Cursor(ChannelReport channel) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{channel.Device.Id}|{channel.Destination}|{channel.Proto}|{channel.Port}")).AsSpan(0, 8));
}
