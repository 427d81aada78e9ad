namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>The labels of one capture.</summary>
public sealed record CaptureLabel
{
    private const string Benign = "benign";

    /// <summary>File names as in the label file.</summary>
    public required string Title { get; init; }

    /// <summary>Full paths of the files and folders, which are read together in time order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>benign, malware, framework or simulated; other values count as not benign.</summary>
    public required string Kind { get; init; }

    /// <summary>The local networks as CIDR; null = not specified or empty.</summary>
    public IReadOnlyList<string>? Local { get; init; }

    /// <summary>Learning time in days, after which alerts are counted; null = not specified.</summary>
    public double? LearnDays { get; init; }

    public IReadOnlyList<ChannelLabel> Malicious { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>All channels without a label are benign. In other captures labels are partial.</summary>
    public bool IsBenign => Kind == Benign;
}
