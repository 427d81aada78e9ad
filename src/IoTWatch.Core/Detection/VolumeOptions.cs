namespace IoTWatch.Core.Detection;

/// <summary>When an hour's traffic is called far too much (U3).</summary>
public sealed record VolumeOptions
{
    /// <summary>Bytes sent to the internet in an hour below which nothing is said.</summary>
    public long LeastBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// Times the busiest hour before, where most of it goes to a destination that no profile covers. 1..1000.
    /// </summary>
    public double TimesToUncovered { get; init; } = 3;

    /// <summary>Times the busiest hour before, where the destination is covered. 1..1000.</summary>
    public double TimesToCovered { get; init; } = 10;

    /// <summary>From this many times on the behaviour model is not asked.</summary>
    public double TimesBeyondDoubt { get; init; } = 10;

    /// <summary>How unlike its other hours the behaviour model must find the hour, 0..1.</summary>
    public double LeastScore { get; init; } = 0.5;

    /// <summary>Age of the device's history, hours.</summary>
    public int LeastAge { get; init; } = 24;

    /// <summary>Hours of activity in its history.</summary>
    public int LeastHours { get; init; } = 12;

    /// <summary>Share of the hour's bytes that one channel must carry to be named for them.</summary>
    public double LeastShare { get; init; } = 0.5;

    /// <summary>Seconds between the two looks.</summary>
    public double HeldSeconds { get; init; } = 60;
}
