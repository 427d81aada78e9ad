namespace IoTWatch.Core.Alerts;

/// <summary>An event that can change the state of an incident's alert.</summary>
public enum IncidentEvent : byte
{
    /// <summary>The first finding of the incident.</summary>
    Opened,

    /// <summary>A further finding that adds nothing to the alert.</summary>
    Repeated,

    /// <summary>A further finding with a higher severity or a new part.</summary>
    Grown,

    /// <summary>A finding after the end of the incident.</summary>
    Recurred,

    /// <summary>A suppression covers the alert.</summary>
    Covered,

    /// <summary>A finding while the suppression of the alert no longer covers it.</summary>
    Released,

    /// <summary>The suppression of the alert was removed or has expired.</summary>
    Lapsed,

    /// <summary>There was no contact for long enough.</summary>
    Silent,

    /// <summary>The budget has room for a deferred alert.</summary>
    Admitted,

    /// <summary>A user approved its channels on the review list.</summary>
    Accepted,

    /// <summary>A user rejected its channels, on the review list or on the alert.</summary>
    Refused,

    /// <summary>The review list has no item of it left.</summary>
    Cleared,
}

/// <summary>The actions of a transition.</summary>
[Flags]
public enum IncidentEffects : byte
{
    None = 0,

    /// <summary>Emit the change.</summary>
    Publish = 1,

    /// <summary>Publish only if the alert budget has room, otherwise defer the alert.</summary>
    QueryBudget = 2,

    /// <summary>Count in the alert budget without waiting for room.</summary>
    CountInBudget = 4,

    /// <summary>Move the incident to the ended ones.</summary>
    End = 8,
}

/// <summary>The result of an event.</summary>
public readonly record struct IncidentTransition(AlertState State, IncidentEffects Effects);

/// <summary>The transition table of an incident: state × event → state and effects.</summary>
/// <remarks>
/// The given state of an event is <see cref="AlertState.Review"/> or <see cref="AlertState.Open"/> for findings, and
/// the suppression's state for <see cref="IncidentEvent.Covered"/>. Archived alerts and false positives keep their
/// state until they grow; escalated and acknowledged ones keep it after any finding. An alert in review does not end by
/// silence.
/// </remarks>
public static class IncidentTransitions
{
    private const IncidentEffects Publish = IncidentEffects.Publish;

    // The first matching row is used; null matches every state.
    private static readonly (AlertState? State, IncidentEvent Event, Next Next, IncidentEffects Effects)[] Rows =
    [
        (null, IncidentEvent.Opened, Next.Given, Publish | IncidentEffects.QueryBudget),
        (null, IncidentEvent.Covered, Next.Given, Publish),
        (null, IncidentEvent.Released, Next.Given, Publish | IncidentEffects.QueryBudget),
        (null, IncidentEvent.Lapsed, Next.Given, Publish),

        (AlertState.Open, IncidentEvent.Repeated, Next.Given, Publish),
        (AlertState.Review, IncidentEvent.Repeated, Next.Given, Publish),
        (AlertState.Approved, IncidentEvent.Repeated, Next.Given, Publish),
        (null, IncidentEvent.Repeated, Next.Same, Publish),

        (AlertState.Escalated, IncidentEvent.Grown, Next.Same, Publish),
        (AlertState.Acknowledged, IncidentEvent.Grown, Next.Same, Publish),
        (null, IncidentEvent.Grown, Next.Given, Publish),

        (AlertState.Escalated, IncidentEvent.Recurred, Next.Same, Publish),
        (AlertState.Acknowledged, IncidentEvent.Recurred, Next.Same, Publish),
        (AlertState.Snoozed, IncidentEvent.Recurred, Next.Same, Publish),
        (AlertState.FalsePositive, IncidentEvent.Recurred, Next.Same, Publish),
        (null, IncidentEvent.Recurred, Next.Given, Publish),

        (AlertState.Review, IncidentEvent.Silent, Next.Same, IncidentEffects.None),
        (null, IncidentEvent.Silent, Next.Same, Publish | IncidentEffects.End),

        (null, IncidentEvent.Admitted, Next.Same, Publish),

        (AlertState.Review, IncidentEvent.Accepted, Next.Approved, Publish),
        (null, IncidentEvent.Accepted, Next.Same, IncidentEffects.None),
        (AlertState.Review, IncidentEvent.Refused, Next.Open, Publish | IncidentEffects.CountInBudget),
        (null, IncidentEvent.Refused, Next.Same, IncidentEffects.CountInBudget),
        (null, IncidentEvent.Cleared, Next.Same, Publish | IncidentEffects.End),
    ];

    private enum Next : byte
    {
        Same,
        Given,
        Open,
        Approved,
    }

    /// <param name="given">The state given by the event.</param>
    public static IncidentTransition Of(AlertState state, IncidentEvent incidentEvent, AlertState given)
    {
        foreach (var row in Rows)
            if (row.Event == incidentEvent && (row.State is null || row.State == state))
                return new IncidentTransition(StateAfter(row.Next, state, given), row.Effects);
        throw new ArgumentOutOfRangeException(nameof(incidentEvent), incidentEvent, "no row for this event");
    }

    private static AlertState StateAfter(Next next, AlertState state, AlertState given) => next switch
    {
        Next.Given => given,
        Next.Open => AlertState.Open,
        Next.Approved => AlertState.Approved,
        _ => state,
    };
}
