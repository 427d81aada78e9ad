using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// All findings about one device and one party: opened by the first, updated by the later ones, ended by silence.
/// </summary>
public sealed class Incident
{
    public required string DeviceId { get; init; }

    /// <summary>The party (<see cref="Organisation"/>).</summary>
    public required string Destination { get; init; }

    /// <summary>The alert as last told.</summary>
    public required Alert Alert { get; set; }

    /// <summary>All of it is for review (<c>Finding.IsForReview</c>), and no person has called it wrong.</summary>
    public bool IsForReview { get; set; }

    /// <summary>As far as was looked: the true last contact may be later, never earlier.</summary>
    public DateTime LastContactAt { get; set; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTime? EndedAt { get; set; }
}
