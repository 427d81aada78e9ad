using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// What a person is shown: a finding about one device and one destination, with its reason. The JSON of this record is
/// the wire format everywhere.
/// </summary>
/// <remarks>
/// Shape: contracts.md, "replay --format jsonl". <see cref="Id"/> is a hash of device, destination organisation, kind
/// and first time, so replaying twice gives the same ids. Written only by <see cref="AlertJson"/>, so every output has
/// the same bytes.
/// </remarks>
public sealed record Alert
{
    public required string Id { get; init; }

    /// <summary>When the alert reached its present form, event time.</summary>
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

    /// <summary>The sentence a person reads.</summary>
    public required string Explanation { get; init; }

    /// <summary>The expected side of the page: what the effective profile covers, as short sentences.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>The observed side of the page: what was seen, as short sentences.</summary>
    public IReadOnlyList<string> Observed { get; init; } = [];

    /// <summary>What argued against the alert and did not win: "why not suppressed".</summary>
    public IReadOnlyList<string> WhyNotSuppressed { get; init; } = [];

    /// <summary>The intervals behind the beacon, oldest first, seconds; at most 63.</summary>
    public IReadOnlyList<double> Intervals { get; init; } = [];

    /// <summary>
    /// Everything found about this party: one entry for each kind, destination and service, the leading one included.
    /// </summary>
    public IReadOnlyList<AlertPart> Parts { get; init; } = [];

    /// <summary>The rule that silences it (<see cref="Suppression"/>); it is kept all the same.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>Why it waits: the alert budget is used up (<see cref="AlertBudget"/>). Null = it is told.</summary>
    public string? Deferred { get; init; }

    /// <summary>What a person decided, or that one is asked to.</summary>
    public AlertState State { get; init; }

    /// <summary>Where it is silenced for a time: until when, event time.</summary>
    public DateTime? SilencedUntil { get; init; }

    /// <summary>A person's word on it: true = rightly told, false = a false positive, null = none yet.</summary>
    public bool? Verdict { get; init; }

    /// <summary>A person's note.</summary>
    public string? Comment { get; init; }

    /// <summary>When the behaviour had stopped for long enough; null while it goes on.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Nothing is left to do about it: it is over, or a person has set it aside.</summary>
    [JsonIgnore]
    public bool IsClosed => EndedAt is not null || IsSetAside;

    /// <summary>A person has set it aside, for good or for a time.</summary>
    [JsonIgnore]
    public bool IsSetAside =>
        State is AlertState.Archived or AlertState.Snoozed or AlertState.Approved or AlertState.FalsePositive;

    /// <summary>The model that scored it, e.g. <c>beacon/1</c> or <c>rule</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The effective profile in force, by name; <c>none</c> where nothing was declared or learned.</summary>
    public required string Profile { get; init; }
}
