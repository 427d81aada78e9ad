using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// A finding about one device and one destination with its explanation. The JSON of this record is the format of all
/// outputs.
/// </summary>
/// <remarks>
/// Shape: contracts.md, "replay --format jsonl". <see cref="Id"/> is a hash of device, destination organisation, kind
/// and first time, so that two replays give the same ids. Written only by <see cref="AlertJson"/>, so that all outputs
/// have the same bytes.
/// </remarks>
public sealed record Alert
{
    public required string Id { get; init; }

    /// <summary>Time of the present version, event time.</summary>
    public required DateTime At { get; init; }

    public required AlertKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required DeviceSummary Device { get; init; }

    public required DestinationSummary Destination { get; init; }

    public BeaconSummary? Beacon { get; init; }

    public required DateTime FirstAt { get; init; }

    public required DateTime LastAt { get; init; }

    /// <summary>Deviation kinds, e.g. U1 (new destination), U5 (address with no DNS answer).</summary>
    public DeviationSet Unexpected { get; init; } = [];

    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    /// <summary>The explanation in one sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>Expected behaviour: the rules of the effective profile, as short sentences.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>Observed behaviour, as short sentences.</summary>
    public IReadOnlyList<string> Observed { get; init; } = [];

    /// <summary>Arguments against the alert, and why they do not apply.</summary>
    public IReadOnlyList<string> WhyNotSuppressed { get; init; } = [];

    /// <summary>The last intervals of the beacon, oldest first, seconds; at most 63.</summary>
    public IReadOnlyList<double> Intervals { get; init; } = [];

    /// <summary>
    /// All findings of the incident: one entry for each kind, destination and service, including the leading one.
    /// </summary>
    public IReadOnlyList<AlertPart> Parts { get; init; } = [];

    /// <summary>The id of the <see cref="Suppression"/> that covers it; null without one.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>
    /// Why it is deferred: the alert budget is used up (<see cref="AlertBudget"/>). Null = it is published.
    /// </summary>
    public string? Deferred { get; init; }

    /// <summary>The decision of a user, or that one is needed.</summary>
    public AlertState State { get; init; }

    /// <summary>End of a snooze, event time; null without one.</summary>
    public DateTime? SilencedUntil { get; init; }

    /// <summary>The verdict of a user: true = a true positive, false = a false positive, null = none.</summary>
    public bool? Verdict { get; init; }

    /// <summary>The comment of a user.</summary>
    public string? Comment { get; init; }

    /// <summary>When the incident ended; null while it is open.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Whether it needs no action: it has ended, or a user closed it.</summary>
    [JsonIgnore]
    public bool IsClosed => EndedAt is not null || IsSetAside;

    /// <summary>Whether a user closed it, for good or for a time.</summary>
    [JsonIgnore]
    public bool IsSetAside =>
        State is AlertState.Archived or AlertState.Snoozed or AlertState.Approved or AlertState.FalsePositive;

    /// <summary>The model that scored it, e.g. <c>beacon/1</c> or <c>rule</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the effective profile; <c>none</c> where nothing was declared or learned.</summary>
    public required string Profile { get; init; }
}
