namespace IoTWatch.Server.Decisions;

/// <summary>Why a request is no decision.</summary>
/// <param name="Field">The field that is wrong.</param>
/// <param name="Status">As HTTP has it: 400 wrong, 404 not there, 409 not now, 503 later.</param>
public sealed record DecisionProblem(string Field, string Message, int Status = 400);
