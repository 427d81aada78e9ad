using System.Globalization;
using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Web.Decide;

/// <summary>Takes the forms of the pages: a decision each, then back to the page it was made on.</summary>
/// <remarks>Post, redirect, get: a reload repeats nothing. The token is in the form and in a cookie; without both nothing is decided.</remarks>
internal static class FormDecisions
{
    private static readonly Dictionary<string, string> AlertVerbs = new(StringComparer.Ordinal) { ["false-positive"] = "false_positive" };

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapPost("/alerts/{id}/{word}", (string id, string word, HttpContext http) => DoAsync(http, $"alert/{AlertVerbs.GetValueOrDefault(word, word)}", "id", id));
        pages.MapPost("/review/{id}/{word}", (string id, string word, HttpContext http) => DoAsync(http, $"review/{word}", "id", id));
        pages.MapPost("/drift/{device}/{word}", (string device, string word, HttpContext http) => DoAsync(http, $"drift/{word}", "device", device));
        pages.MapPost("/devices/{device}/{word}", (string device, string word, HttpContext http) => DoAsync(http, $"device/{word}", "device", device));
        pages.MapPost("/suppressions/{id}/delete", (string id, HttpContext http) => DoAsync(http, "suppression/delete", "id", id));
    }

    private static async Task<IResult> DoAsync(HttpContext http, string verb, string key, string value)
    {
        var (desk, antiforgery) = (http.RequestServices.GetService(typeof(DecisionService)) as DecisionService, (IAntiforgery)http.RequestServices.GetService(typeof(IAntiforgery))!);
        if (desk is null || !http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
            return Problem(new DecisionProblem("", "This form is out of date. Go back, reload the page, and try again."), "/");
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in form)
            if (name is not ("__RequestVerificationToken" or "back" or "reach"))
                fields[name] = values.ToString();
        if (form["reach"].ToString().Split(' ') is [var scope, var match])
            (fields["scope"], fields["match"]) = (scope, match);
        fields[key] = value;
        var back = Back(form["back"]);
        var (outcome, problem) = await desk.ExecuteAsync(verb, fields, http.RequestAborted).ConfigureAwait(false);
        if (outcome is null)
            return Problem(problem!, back);
        http.Response.Headers.Location = $"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={Uri.EscapeDataString(verb)}&closed={outcome.Closed.ToString(CultureInfo.InvariantCulture)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Only a path of our own: a form must not send anybody elsewhere.</summary>
    private static string Back(string? path) =>
        path is { Length: > 0 and < 400 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? path : "/";

    private static RazorComponentResult<ProblemPage> Problem(DecisionProblem problem, string back) =>
        new(new Dictionary<string, object?> { [nameof(ProblemPage.Message)] = problem.Field.Length == 0 ? problem.Message : $"{problem.Field}: {problem.Message}", [nameof(ProblemPage.Back)] = back })
        {
            StatusCode = problem.Status,
        };
}
