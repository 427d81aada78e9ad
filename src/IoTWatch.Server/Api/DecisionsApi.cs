using IoTWatch.Core.Alerts;
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
        foreach (var (word, verb, fields) in ((string, string, string[])[])[
            ("ack", "alert/ack", ["comment"]), ("archive", "alert/archive", ["comment"]), ("escalate", "alert/escalate", ["comment"]), ("reopen", "alert/reopen", ["comment"]), ("reject", "alert/reject", ["comment"]),
            ("snooze", "alert/snooze", ["for", "until", "comment", "dry_run"]), ("approve", "alert/approve", ["scope", "match", "expires", "comment", "dry_run"]),
            ("false-positive", "alert/false_positive", ["comment", "dry_run"])])
            Decides(api.MapPost($"/alerts/{{id}}/{word}", (string id, HttpContext http, DecisionService desk) => DoAsync(http, desk, verb, "id", id)), verb, fields);
        Decides(api.MapPost("/review/{id}/approve", (string id, HttpContext http, DecisionService desk) => DoAsync(http, desk, "review/approve", "id", id)), "review/approve", ["expires"]);
        Decides(api.MapPost("/review/{id}/reject", (string id, HttpContext http, DecisionService desk) => DoAsync(http, desk, "review/reject", "id", id)), "review/reject", []);
        foreach (var word in (string[])["accept", "reject"])
            Decides(api.MapPost($"/drift/{{device}}/{word}", (string device, HttpContext http, DecisionService desk) => DoAsync(http, desk, $"drift/{word}", "device", device)), $"drift/{word}", []);
        foreach (var (word, verb, fields) in ((string, string, string[])[])[("rename", "device/rename", ["name"]), ("approve", "device/approve", ["expires"]), ("freeze", "profile/freeze", [])])
            Decides(api.MapPost($"/devices/{{device}}/{word}", (string device, HttpContext http, DecisionService desk) => DoAsync(http, desk, verb, "device", device)), verb, fields);
        Decides(api.MapDelete("/suppressions/{id}", (string id, HttpContext http, DecisionService desk) => DoAsync(http, desk, "suppression/delete", "id", id)), "suppression/delete", null);

        api.MapGet("/review", async (HttpContext http, DecisionService desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json([.. page.Of(await desk.ReviewAsync().ConfigureAwait(false), item => item.Id, http.Response).Select(ReviewReport.Of)], ApiJson.Default.IReadOnlyListReviewReport)
            : problem!).Describe("What was called regularly while it was learned, and nobody vouches for", ["limit", "before"]).Produces<IReadOnlyList<ReviewReport>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/drift", async (HttpContext http, DecisionService desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json(page.Of(await desk.DriftAsync().ConfigureAwait(false), item => item.Device, http.Response), ApiJson.Default.IReadOnlyListDriftReport)
            : problem!).Describe("What looks like a firmware update", ["limit", "before"]).Produces<IReadOnlyList<DriftReport>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/suppressions", async (HttpContext http, DecisionService desk) => PageRequest.Read(http.Request, out var problem) is { } page
            ? Results.Json(page.Of(await desk.SuppressionsAsync().ConfigureAwait(false), item => item.Id, http.Response), ApiJson.Default.IReadOnlyListSuppression)
            : problem!).Describe("Approvals and snoozes", ["limit", "before"]).Produces<IReadOnlyList<Suppression>>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static void Decides(RouteHandlerBuilder endpoint, string verb, string[]? fields) => endpoint
        .Describe($"Decide: {verb}", body: fields).Produces<DecisionOutcome>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> DoAsync(HttpContext http, DecisionService desk, string verb, string key, string value)
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
        var (outcome, refused) = await desk.ExecuteAsync(verb, new Dictionary<string, string>(fields, StringComparer.Ordinal) { [key] = value }, http.RequestAborted).ConfigureAwait(false);
        return outcome is null ? ApiProblem.Of(refused!) : Results.Json(outcome, ApiJson.Default.DecisionOutcome);
    }
}
