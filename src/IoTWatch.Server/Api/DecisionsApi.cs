using System.Text.Json.Serialization.Metadata;
using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>
/// Maps the decisions over HTTP, and the lists of what waits for one: review, firmware updates, suppressions.
/// </summary>
internal static class DecisionsApi
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>
    /// Each decision: its method and path, its verb, the name of its path parameter, and the members of its body.
    /// </summary>
    private static readonly (string Method, string Path, string Verb, string Key, string[]? Fields)[] Decisions =
    [
        ("POST", "/alerts/{id}/ack", "alert/ack", "id", ["comment"]),
        ("POST", "/alerts/{id}/archive", "alert/archive", "id", ["comment"]),
        ("POST", "/alerts/{id}/escalate", "alert/escalate", "id", ["comment"]),
        ("POST", "/alerts/{id}/reopen", "alert/reopen", "id", ["comment"]),
        ("POST", "/alerts/{id}/reject", "alert/reject", "id", ["comment"]),
        ("POST", "/alerts/{id}/snooze", "alert/snooze", "id", ["for", "until", "comment", "dry_run"]),
        ("POST", "/alerts/{id}/approve", "alert/approve", "id", ["scope", "match", "expires", "comment", "dry_run"]),
        ("POST", "/alerts/{id}/false-positive", "alert/false_positive", "id", ["comment", "dry_run"]),
        ("POST", "/review/{id}/approve", "review/approve", "id", ["expires"]),
        ("POST", "/review/{id}/reject", "review/reject", "id", []),
        ("POST", "/drift/{device}/accept", "drift/accept", "device", []),
        ("POST", "/drift/{device}/reject", "drift/reject", "device", []),
        ("POST", "/devices/{device}/rename", "device/rename", "device", ["name"]),
        ("POST", "/devices/{device}/approve", "device/approve", "device", ["expires"]),
        ("POST", "/devices/{device}/freeze", "profile/freeze", "device", []),
        ("DELETE", "/suppressions/{id}", "suppression/delete", "id", null),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        foreach (var (method, path, verb, key, fields) in Decisions)
        {
            // The parameter's name in the path is also its name in the API description.
            Delegate handler = key == "id"
                ? (string id, HttpContext http, DecisionService desk) => DecideAsync(http, desk, verb, key, id)
                : (string device, HttpContext http, DecisionService desk) => DecideAsync(http, desk, verb, key, device);
            api.MapMethods(path, [method], handler)
                .Describe($"Decide: {verb}", body: fields).Produces<DecisionOutcome>()
                .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
                .ProducesProblem(StatusCodes.Status409Conflict);
        }
        MapList(
            api, "/review", "Regular calls while a device was learned that nothing vouches for",
            async desk => [.. (await desk.ReviewAsync().ConfigureAwait(false)).Select(ReviewReport.Of)],
            item => item.Id, ApiJson.Default.IReadOnlyListReviewReport);
        MapList(
            api, "/drift", "What looks like a firmware update", desk => desk.DriftAsync(), item => item.Device,
            ApiJson.Default.IReadOnlyListDriftReport);
        MapList(
            api, "/suppressions", "Approvals and snoozes", desk => desk.SuppressionsAsync(), item => item.Id,
            ApiJson.Default.IReadOnlyListSuppression);
    }

    private static void MapList<T>(
        RouteGroupBuilder api, string path, string summary, Func<DecisionService, Task<IReadOnlyList<T>>> read,
        Func<T, string> id, JsonTypeInfo<IReadOnlyList<T>> json) =>
        api.MapGet(path, async (HttpContext http, DecisionService desk) =>
            PageRequest.Read(http.Request, out var problem) is { } page
                ? Results.Json(page.Of(await read(desk).ConfigureAwait(false), id, http.Response), json)
                : problem!)
            .Describe(summary, ["limit", "before"])
            .Produces<IReadOnlyList<T>>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> DecideAsync(
        HttpContext http, DecisionService desk, string verb, string key, string value)
    {
        var body = new byte[MaxBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(
            body, body.Length, throwOnEndOfStream: false, http.RequestAborted).ConfigureAwait(false);
        if (length > MaxBytes)
            return ApiProblem.Of(
                "", $"the request is longer than {MaxBytes} bytes", StatusCodes.Status413PayloadTooLarge);
        // A form on another page can send text without a preflight request, but no JSON
        // (fetch standard, "CORS-safelisted request-header").
        if (length > 0 && !http.Request.HasJsonContentType())
            return ApiProblem.Of("", "the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        if (FlatFields.Read(body.AsMemory(0, length), out var problem) is not { } read)
            return ApiProblem.Of(problem!);
        var fields = new Dictionary<string, string>(read, StringComparer.Ordinal) { [key] = value };
        var (outcome, refused) = await desk.ExecuteAsync(verb, fields, http.RequestAborted).ConfigureAwait(false);
        return outcome is null ? ApiProblem.Of(refused!) : Results.Json(outcome, ApiJson.Default.DecisionOutcome);
    }
}
