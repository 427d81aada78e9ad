namespace IoTWatch.Core.Detection;

/// <summary>Thresholds of an excessive amount of data (U3).</summary>
public sealed record VolumeOptions
{
    /// <summary>Minimum number of bytes sent to the internet in an hour.</summary>
    public long MinBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Multiple of the busiest earlier hour, for a destination that no profile covers. 1..1000.</summary>
    public double TimesToUncovered { get; init; } = 3;

    /// <summary>Multiple of the busiest earlier hour, for a covered destination. 1..1000.</summary>
    public double TimesToCovered { get; init; } = 10;

    /// <summary>Multiple from which the behaviour model is not used.</summary>
    public double TimesBeyondDoubt { get; init; } = 10;

    /// <summary>Minimum score of the behaviour model, 0..1.</summary>
    public double MinScore { get; init; } = 0.5;

    /// <summary>Minimum age of the device's history, hours.</summary>
    public int MinAgeHours { get; init; } = 24;

    /// <summary>Minimum number of active hours in the history.</summary>
    public int MinActiveHours { get; init; } = 12;

    /// <summary>Minimum share of the hour's bytes of one channel.</summary>
    public double MinShare { get; init; } = 0.5;

    /// <summary>Seconds between suspicion and report.</summary>
    public double HeldSeconds { get; init; } = 60;
}
