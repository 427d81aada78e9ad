using IoTWatch.Core.Alerts;
using static IoTWatch.Core.Alerts.AlertState;
using static IoTWatch.Core.Alerts.IncidentEffects;
using static IoTWatch.Core.Alerts.IncidentEvent;

namespace IoTWatch.Core.Tests.Alerts;

/// <summary>Checks every state × event of the transition table against rows that are written out here.</summary>
public class IncidentTransitionsTests
{
    private const IncidentEffects PublishAndQuery = Publish | QueryBudget;
    private const IncidentEffects PublishAndEnd = Publish | IncidentEffects.End;
    private const IncidentEffects PublishAndCount = Publish | CountInBudget;

    /// <summary>The effects of each event, and the states in which the alert keeps its state.</summary>
    /// <remarks>In all other states the alert takes the given state.</remarks>
    private static readonly (IncidentEvent Event, IncidentEffects Effects, AlertState[] Keeps)[] WithGivenState =
    [
        (Opened, PublishAndQuery, []),
        (Covered, Publish, []),
        (Released, PublishAndQuery, []),
        (Lapsed, Publish, []),
        (Repeated, Publish, [Archived, Escalated, Snoozed, Acknowledged, FalsePositive]),
        (Grown, Publish, [Escalated, Acknowledged]),
        (Recurred, Publish, [Escalated, Acknowledged, Snoozed, FalsePositive]),
    ];

    /// <summary>The other events, row by row; null stands for all states without a row of their own.</summary>
    private static readonly (AlertState? From, IncidentEvent Event, AlertState? To, IncidentEffects Effects)[] Others =
    [
        (Review, Silent, Review, None),
        (null, Silent, null, PublishAndEnd),
        (null, Admitted, null, Publish),
        (Review, Accepted, Approved, Publish),
        (null, Accepted, null, None),
        (Review, Refused, Open, PublishAndCount),
        (null, Refused, null, CountInBudget),
        (null, Cleared, null, PublishAndEnd),
    ];

    public static TheoryData<AlertState, IncidentEvent> Every
    {
        get
        {
            var all = new TheoryData<AlertState, IncidentEvent>();
            foreach (var state in Enum.GetValues<AlertState>())
                foreach (var happened in Enum.GetValues<IncidentEvent>())
                    all.Add(state, happened);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_state_and_event_gives_the_state_and_effects_of_its_row(AlertState state, IncidentEvent happened)
    {
        AlertState[] givenStates = [Open, Review, Approved, Snoozed];
        foreach (var given in givenStates)
            Assert.Equal(Expected(state, happened, given), IncidentTransitions.Of(state, happened, given));
    }

    [Fact]
    public void An_alert_in_review_is_not_ended_by_silence_and_needs_a_decision() =>
        Assert.Equal(
            [Accepted, Refused, Cleared],
            Enum.GetValues<IncidentEvent>().Where(happened => happened is Silent or Accepted or Refused or Cleared)
                .Where(happened => IncidentTransitions.Of(Review, happened, Review).Effects != None));

    private static IncidentTransition Expected(AlertState state, IncidentEvent happened, AlertState given)
    {
        foreach (var row in WithGivenState.Where(row => row.Event == happened))
            return new IncidentTransition(row.Keeps.Contains(state) ? state : given, row.Effects);
        var rows = Others.Where(row => row.Event == happened).ToList();
        var own = rows.FindIndex(row => row.From == state) is >= 0 and var at
            ? rows[at]
            : rows.Single(r => r.From is null);
        return new IncidentTransition(own.To ?? state, own.Effects);
    }
}
