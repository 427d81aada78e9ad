using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IoTWatch.Application.Json;
using IoTWatch.Core.Home;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>Maps <c>GET /api/v1/channels</c>: what <c>channels --format jsonl</c> prints, as an array.</summary>
/// <remarks>
/// Filters: <c>device</c> and <c>destination</c>; at most 10,000 a page. RITA's column is null here: the service keeps
/// sketches and not the last day's connections.
/// </remarks>
internal static class ChannelsApi
{
    private const int LimitDefault = 1000;
    private const int LimitMax = 10_000;

    private static readonly string[] Query = ["device", "destination", "limit", "before"];

    public static void Map(RouteGroupBuilder api) => api.MapGet("/channels", ListAsync)
        .Describe("Every channel, as `iotwatch channels --format jsonl` prints it", Query);

    private static async Task<IResult> ListAsync(HttpContext http, PipelineQueries queries)
    {
        var (device, destination) = ((string?)http.Request.Query["device"], (string?)http.Request.Query["destination"]);
        if (PageRequest.Read(http.Request, out var problem, LimitDefault, LimitMax) is not { } page)
            return problem!;
        bool Fits(ChannelReport channel) =>
            (device is null || channel.Device.Id == device)
            && (destination is null || channel.Destination == destination);
        var channels = await queries.QueryAsync<IReadOnlyList<ChannelReport>>(
            pipeline => [.. pipeline.Home.Channels().Where(Fits)]).ConfigureAwait(false);
        var rows = page.Of(channels, Cursor, http.Response);
        return Results.Stream(async body =>
        {
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartArray();
            foreach (var channel in rows)
                ChannelJson.Write(json, channel, null);
            json.WriteEndArray();
        }, "application/json; charset=utf-8");
    }

    private static string Cursor(ChannelReport channel)
    {
        var key = Encoding.UTF8.GetBytes($"{channel.Device.Id}|{channel.Destination}|{channel.Proto}|{channel.Port}");
        return Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
    }
}
