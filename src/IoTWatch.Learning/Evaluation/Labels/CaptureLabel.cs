namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A capture and what is known about it.</summary>
public sealed record CaptureLabel
{
    private const string Benign = "benign";

    /// <summary>The files as the label file names them.</summary>
    public required string Title { get; init; }

    /// <summary>Full paths of files and folders, read as one timeline.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>benign, malware, framework or simulated; others are taken as not benign.</summary>
    public required string Kind { get; init; }

    /// <summary>The home's networks as CIDR; null = not said, as is an empty list.</summary>
    public IReadOnlyList<string>? Local { get; init; }

    /// <summary>Learn that long, then freeze, then count; null = not said.</summary>
    public double? LearnDays { get; init; }

    public IReadOnlyList<ChannelLabel> Malicious { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>All channels without a label are known to be harmless. In other captures labels are partial, so nothing is known about them.</summary>
    public bool IsBenign => Kind == Benign;
}
