namespace IoTWatch.Core.Detection;

/// <summary>Thresholds of a scan (U7).</summary>
public sealed record LateralOptions
{
    /// <summary>The window in which new peers are counted, seconds.</summary>
    public double WindowSeconds { get; init; } = 600;

    /// <summary>Minimum number of new peers inside the home.</summary>
    public int HomePeers { get; init; } = 8;

    /// <summary>Minimum number of new ports of one peer inside the home.</summary>
    public int HomePorts { get; init; } = 16;

    /// <summary>Minimum number of new addresses on the internet, without a name.</summary>
    public int InternetPeers { get; init; } = 40;

    /// <summary>Minimum share of the attempts that were refused or not answered.</summary>
    public double MinFailedShare { get; init; } = 0.5;

    /// <summary>Seconds between suspicion and report.</summary>
    public double HeldSeconds { get; init; } = 60;
}
