namespace IoTWatch.Core.Alerts;

/// <summary>Something that can change the state of an incident's alert.</summary>
public enum IncidentEvent : byte
{
    /// <summary>The first finding about the party.</summary>
    Opened,

    /// <summary>A further finding that adds nothing beyond what the alert says.</summary>
    Repeated,

    /// <summary>A further finding with a higher severity or a new part.</summary>
    Grown,

    /// <summary>A finding after the incident had ended.</summary>
    Recurred,

    /// <summary>A suppression covers the alert.</summary>
    Covered,

    /// <summary>A finding where the suppression that set the alert aside covers it no longer.</summary>
    Released,

    /// <summary>The suppression that set the alert aside was withdrawn or has expired.</summary>
    Lapsed,

    /// <summary>Nothing was seen of it for long enough.</summary>
    Silent,

    /// <summary>The budget has room for an alert that waited.</summary>
    Admitted,

    /// <summary>A person decided on the review list that its channels are in order.</summary>
    Accepted,

    /// <summary>A person decided, on the review list or on the alert, that its channels are not in order.</summary>
    Refused,

    /// <summary>Nothing is left to decide on the review list.</summary>
    Cleared,
}

/// <summary>What to do after a transition.</summary>
[Flags]
public enum IncidentEffects : byte
{
    None = 0,

    /// <summary>Emit the change.</summary>
    Publish = 1,

    /// <summary>Publish only where the alert budget has room; else the alert is deferred.</summary>
    QueryBudget = 2,

    /// <summary>Count in the alert budget without waiting for room.</summary>
    CountInBudget = 4,

    /// <summary>Move the incident to the ended ones.</summary>
    End = 8,
}

/// <summary>The outcome of an event.</summary>
public readonly record struct IncidentTransition(AlertState State, IncidentEffects Effects);

/// <summary>The life of an incident as one table: state × event → state and effects.</summary>
/// <remarks>
/// The state an event brings along ("given") is <see cref="AlertState.Review"/> or <see cref="AlertState.Open"/> for
/// findings, by whether the finding is for review; the suppression's state for <see cref="IncidentEvent.Covered"/>.
/// What a person archived or called a false positive stays so until it grows; what a person took up (escalated,
/// acknowledged) stays so whatever is found. What waits for a review is not ended by silence.
/// </remarks>
public static class IncidentTransitions
{
    private const IncidentEffects Publish = IncidentEffects.Publish;

    // The first row that fits counts; null fits every state.
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

    /// <param name="given">The state that the event brings along.</param>
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
