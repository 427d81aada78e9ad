using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Api;

/// <summary>
/// Names the state of an alert as pages and queries do: its own state, or <c>deferred</c> while it waits for the
/// budget.
/// </summary>
public static class AlertStateName
{
    public const string Deferred = "deferred";

    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<AlertState>().Select(SnakeCase.Of), Deferred];

    public static string Of(Alert alert) =>
        alert is { Deferred: not null, State: AlertState.Open or AlertState.Acknowledged }
            ? Deferred
            : SnakeCase.Of(alert.State);
}
