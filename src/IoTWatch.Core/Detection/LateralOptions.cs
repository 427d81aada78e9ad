namespace IoTWatch.Core.Detection;

/// <summary>When many new peers at once are called a scan (U7).</summary>
public sealed record LateralOptions
{
    /// <summary>The window in which new peers are counted, seconds.</summary>
    public double WindowSeconds { get; init; } = 600;

    /// <summary>New peers inside the home.</summary>
    public int HomePeers { get; init; } = 8;

    /// <summary>New ports of one peer inside the home.</summary>
    public int HomePorts { get; init; } = 16;

    /// <summary>New addresses on the internet, without a name.</summary>
    public int InternetPeers { get; init; } = 40;

    /// <summary>Share of the attempts that nobody answered, or that were refused.</summary>
    public double LeastFailedShare { get; init; } = 0.5;

    /// <summary>Seconds between the two looks.</summary>
    public double HeldSeconds { get; init; } = 60;
}
