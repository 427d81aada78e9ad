using System.Globalization;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Api;

/// <summary>Maps <c>GET /api/v1/alerts</c> and <c>GET /api/v1/alerts/{id}</c>.</summary>
/// <remarks>
/// Filters: <c>state</c> (as the rows of the page name it), <c>severity</c> (at least), <c>kind</c>, <c>device</c> and
/// <c>destination</c>.
/// </remarks>
internal static class AlertsApi
{
    private const string Json = "application/json; charset=utf-8";

    public static void Map(RouteGroupBuilder api)
    {
        string[] query = ["state", "severity", "kind", "device", "destination", "limit", "before"];
        api.MapGet("/alerts", List).Describe("Alerts, newest change first", query)
            .Produces<IReadOnlyList<Alert>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/alerts/{id}", (string id, IAlertStore alerts) => alerts.Find(id) is { } found
            ? Results.Bytes(AlertJson.WriteBytes(found.Alert), Json)
            : ApiProblem.Of("id", "no alert has this id", StatusCodes.Status404NotFound))
            .Describe("One alert").Produces<Alert>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Writes an array of the alerts, each with the same bytes as everywhere else.</summary>
    private static IResult List(HttpContext http, IAlertStore alerts)
    {
        if (PageRequest.Read(http.Request, out var problem) is not { } page)
            return problem!;
        long? before = null;
        if (page.Before is { } cursor)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                return ApiProblem.Of("before", "a sequence number, as in X-Next-Before");
            before = sequence;
        }
        if (Filter(http.Request.Query, out problem) is not { } fits)
            return problem!;
        var (found, next) = AlertScan.Find(alerts, fits, page.Limit, before);
        if (next is { } last)
            PageRequest.Continue(http.Response, last.ToString(CultureInfo.InvariantCulture));
        return Results.Stream(async body =>
        {
            for (var i = 0; i < found.Count; i++)
            {
                await body.WriteAsync(i == 0 ? "["u8.ToArray() : ","u8.ToArray()).ConfigureAwait(false);
                await body.WriteAsync(AlertJson.WriteBytes(found[i].Alert)).ConfigureAwait(false);
            }
            await body.WriteAsync(found.Count == 0 ? "[]"u8.ToArray() : "]"u8.ToArray()).ConfigureAwait(false);
        }, Json);
    }

    private static Func<StoredAlert, bool>? Filter(IQueryCollection query, out IResult? problem)
    {
        string? Text(string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;
        var (state, device, destination) = (Text("state"), Text("device"), Text("destination"));
        var states = AlertStateName.All;
        var kinds = Enum.GetValues<AlertKind>().Select(SnakeCase.Of).ToList();
        problem = state is not null && !states.Contains(state)
                ? ApiProblem.Of("state", $"one of {string.Join(", ", states)}")
            : Text("kind") is { } kind && !kinds.Contains(kind)
                ? ApiProblem.Of("kind", $"one of {string.Join(", ", kinds)}")
            : Text("severity") is { } severity && !Enum.GetValues<Severity>().Select(SnakeCase.Of).Contains(severity)
                ? ApiProblem.Of("severity", "one of info, low, medium, high, critical")
            : null;
        if (problem is not null)
            return null;
        var minimum = Text("severity") is { } word ? Enum.Parse<Severity>(word, ignoreCase: true) : Severity.Info;
        return stored => (state is null || AlertStateName.Of(stored.Alert) == state) && stored.Alert.Severity >= minimum
            && (Text("kind") is not { } asked || SnakeCase.Of(stored.Alert.Kind) == asked)
            && (device is null || stored.Alert.Device.Id == device)
            && (destination is null || stored.Alert.Destination.Name == destination);
    }
}
