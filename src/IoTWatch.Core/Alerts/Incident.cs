using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// All findings about one device and one organisation: opened by the first, updated by the later ones, ended after a
/// time without findings.
/// </summary>
public sealed class Incident
{
    public required string DeviceId { get; init; }

    /// <summary>The organisation (<see cref="Organisation"/>).</summary>
    public required string Destination { get; init; }

    /// <summary>The last version of the alert.</summary>
    public required Alert Alert { get; set; }

    /// <summary>
    /// Whether all findings are for review (<c>Finding.IsForReview</c>), and no user has rejected them.
    /// </summary>
    public bool IsForReview { get; set; }

    /// <summary>The last known contact; the true one may be later, never earlier.</summary>
    public DateTime LastContactAt { get; set; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTime? EndedAt { get; set; }
}
