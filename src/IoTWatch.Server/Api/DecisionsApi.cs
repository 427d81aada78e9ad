using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>Decisions over HTTP, and what waits for one: review list, firmware updates and suppressions.</summary>
internal static class DecisionsApi
{
    private const int MostBytes = 16 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        foreach (var (word, verb) in ((string, string)[])[
            ("ack", "alert/ack"), ("archive", "alert/archive"), ("escalate", "alert/escalate"), ("reopen", "alert/reopen"), ("snooze", "alert/snooze"),
            ("approve", "alert/approve"), ("false-positive", "alert/false_positive")])
            api.MapPost($"/alerts/{{id}}/{word}", (string id, HttpContext http, DecisionDesk desk) => DoAsync(http, desk, verb, "id", id));
        foreach (var word in (string[])["approve", "reject"])
            api.MapPost($"/review/{{id}}/{word}", (string id, HttpContext http, DecisionDesk desk) => DoAsync(http, desk, $"review/{word}", "id", id));
        foreach (var word in (string[])["accept", "reject"])
            api.MapPost($"/drift/{{device}}/{word}", (string device, HttpContext http, DecisionDesk desk) => DoAsync(http, desk, $"drift/{word}", "device", device));
        foreach (var (word, verb) in ((string, string)[])[("rename", "device/rename"), ("approve", "device/approve"), ("freeze", "profile/freeze")])
            api.MapPost($"/devices/{{device}}/{word}", (string device, HttpContext http, DecisionDesk desk) => DoAsync(http, desk, verb, "device", device));
        api.MapDelete("/suppressions/{id}", (string id, HttpContext http, DecisionDesk desk) => DoAsync(http, desk, "suppression/delete", "id", id));

        api.MapGet("/review", async (HttpContext http, DecisionDesk desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json([.. page.Of(await desk.ReviewAsync().ConfigureAwait(false), item => item.Id, http.Response).Select(ReviewReport.Of)], ApiJson.Default.IReadOnlyListReviewReport)
            : problem!);
        api.MapGet("/drift", async (HttpContext http, DecisionDesk desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json(page.Of(await desk.DriftAsync().ConfigureAwait(false), item => item.Device, http.Response), ApiJson.Default.IReadOnlyListDriftReport)
            : problem!);
        api.MapGet("/suppressions", async (HttpContext http, DecisionDesk desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json(page.Of(await desk.SuppressionsAsync().ConfigureAwait(false), item => item.Id, http.Response), ApiJson.Default.IReadOnlyListSuppression)
            : problem!);
    }

    private static async Task<IResult> DoAsync(HttpContext http, DecisionDesk desk, string verb, string key, string value)
    {
        var body = new byte[MostBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted).ConfigureAwait(false);
        if (length > MostBytes)
            return ApiProblem.Of("", $"the request is longer than {MostBytes} bytes", StatusCodes.Status413PayloadTooLarge);
        // A form on another page can send text, but no JSON, without asking first (fetch standard, "CORS-safelisted request-header").
        if (length > 0 && !http.Request.HasJsonContentType())
            return ApiProblem.Of("", "the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        if (FlatFields.Read(body.AsMemory(0, length), out var problem) is not { } fields)
            return ApiProblem.Of(problem!);
        var (outcome, refused) = await desk.DoAsync(verb, new Dictionary<string, string>(fields, StringComparer.Ordinal) { [key] = value }, http.RequestAborted).ConfigureAwait(false);
        return outcome is null ? ApiProblem.Of(refused!) : Results.Json(outcome, ApiJson.Default.DecisionOutcome);
    }
}
