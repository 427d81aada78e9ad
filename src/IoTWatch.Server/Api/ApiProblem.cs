using IoTWatch.Server.Decisions;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>Refusals as RFC 9457 has them, with the field that is wrong.</summary>
internal static class ApiProblem
{
    public static IResult Of(string field, string message, int status = StatusCodes.Status400BadRequest) => Results.Problem(
        title: field.Length == 0 ? message : $"{field}: {message}", statusCode: status,
        extensions: new Dictionary<string, object?> { ["field"] = field, ["errors"] = new Dictionary<string, string[]> { [field] = [message] } });

    public static IResult Of(DecisionProblem problem) => Of(problem.Field, problem.Message, problem.Status);
}
