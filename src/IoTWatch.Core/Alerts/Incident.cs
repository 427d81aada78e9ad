namespace IoTWatch.Core.Alerts;

/// <summary>All findings about one device and one destination: opened by the first, updated by the later ones, ended by silence.</summary>
public sealed class Incident
{
    public required string DeviceId { get; init; }

    public required string Destination { get; init; }

    public required AlertKind Kind { get; init; }

    /// <summary>The alert as last told.</summary>
    public required Alert Alert { get; set; }

    /// <summary>As far as was looked: the true last contact may be later, never earlier.</summary>
    public DateTime LastContactAt { get; set; }
}
