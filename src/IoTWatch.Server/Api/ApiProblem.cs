using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>Writes refusals as problem details (RFC 9457), with the field that is wrong.</summary>
internal static class ApiProblem
{
    public static IResult Of(string field, string message, int status = StatusCodes.Status400BadRequest)
    {
        var extensions = new Dictionary<string, object?>
        {
            ["field"] = field,
            ["errors"] = new Dictionary<string, string[]> { [field] = [message] },
        };
        var title = field.Length == 0 ? message : $"{field}: {message}";
        return Results.Problem(title: title, statusCode: status, extensions: extensions);
    }

    public static IResult Of(DecisionProblem problem) => Of(problem.Field, problem.Message, problem.Status);
}
