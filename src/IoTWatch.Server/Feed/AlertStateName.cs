using IoTWatch.Core.Alerts;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Feed;

/// <summary>Names the state of an alert as lists show it and filters take it.</summary>
public static class AlertStateName
{
    /// <summary>An alert that waits because the day's budget of alerts is used up.</summary>
    public const string Deferred = "deferred";

    /// <summary>All names.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<AlertState>().Select(SnakeCase.Of), Deferred];

    /// <summary>The alert's own state, or <see cref="Deferred"/>.</summary>
    public static string Of(Alert alert) =>
        alert is { Deferred: not null, State: AlertState.Open or AlertState.Acknowledged }
            ? Deferred
            : SnakeCase.Of(alert.State);
}
