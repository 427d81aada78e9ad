using System.Text.Json;
using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Feed;

/// <summary>Names the state of an alert as lists show it and filters take it.</summary>
public static class AlertStateName
{
    /// <summary>An alert that waits because the day's budget of alerts is used up.</summary>
    public const string Deferred = "deferred";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["open", "acknowledged", "escalated", "archived", "snoozed", "approved", "false_positive", "review", Deferred];

    /// <summary>The alert's own state, or <see cref="Deferred"/>.</summary>
    public static string Of(Alert alert) =>
        alert is { Deferred: not null, State: AlertState.Open or AlertState.Acknowledged }
            ? Deferred
            : Word(alert.State);

    /// <summary>The value of an enum as a <c>snake_case</c> word.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
