using System.Globalization;
using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IoTWatch.Server.Web.Decide;

/// <summary>Maps the forms of the pages: each makes one decision and redirects to the page it was made on.</summary>
/// <remarks>
/// After the redirect a reload repeats nothing. The antiforgery token must be in the form and in a cookie, or nothing
/// is decided.
/// </remarks>
internal static class FormDecisions
{
    private static readonly (string Path, string Prefix, string Key)[] Subjects =
    [
        ("alerts", "alert", "id"), ("review", "review", "id"),
        ("drift", "drift", "device"), ("devices", "device", "device"),
    ];

    public static void Map(RouteGroupBuilder pages)
    {
        foreach (var (path, prefix, key) in Subjects)
            pages.MapPost($"/{path}/{{subject}}/{{word}}", (string subject, string word, HttpContext http) =>
                DecideAsync(http, $"{prefix}/{word.Replace('-', '_')}", key, subject));
        pages.MapPost("/suppressions/{id}/delete", (string id, HttpContext http) =>
            DecideAsync(http, "suppression/delete", "id", id));
    }

    private static async Task<IResult> DecideAsync(HttpContext http, string verb, string key, string value)
    {
        var desk = http.RequestServices.GetService<DecisionService>();
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        var isOurForm = http.Request.HasFormContentType
            && await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false);
        if (desk is null || !isOurForm)
        {
            var outOfDate = "This form is out of date. Go back, reload the page, and try again.";
            return Problem(new DecisionProblem("", outOfDate), "/");
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in form)
            if (name is not ("__RequestVerificationToken" or "back" or "reach"))
                fields[name] = values.ToString();
        if (form["reach"].ToString().Split(' ') is [var scope, var match])
            (fields["scope"], fields["match"]) = (scope, match);
        fields[key] = value;
        var back = OwnPath.Of(form["back"]);
        var (outcome, problem) = await desk.ExecuteAsync(verb, fields, http.RequestAborted).ConfigureAwait(false);
        if (outcome is null)
            return Problem(problem!, back);
        var separator = back.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var done = $"done={Uri.EscapeDataString(verb)}";
        http.Response.Headers.Location = string.Create(
            CultureInfo.InvariantCulture, $"{back}{separator}{done}&closed={outcome.Closed}");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static RazorComponentResult<ProblemPage> Problem(DecisionProblem problem, string back)
    {
        var message = problem.Field.Length == 0 ? problem.Message : $"{problem.Field}: {problem.Message}";
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Message)] = message,
            [nameof(ProblemPage.Back)] = back,
        };
        return new RazorComponentResult<ProblemPage>(parameters) { StatusCode = problem.Status };
    }
}
