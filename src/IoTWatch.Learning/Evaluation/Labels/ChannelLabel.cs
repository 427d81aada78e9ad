namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A channel labelled as malicious.</summary>
public sealed record ChannelLabel
{
    /// <summary>JSON path of the label, e.g. <c>captures[3].malicious[0]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>IP address, MAC address or host name of the device; null = any device.</summary>
    public string? Device { get; init; }

    /// <summary>IP address of the destination; null where only <see cref="Name"/> is known.</summary>
    public string? Address { get; init; }

    /// <summary>Host name of the destination.</summary>
    public string? Name { get; init; }

    /// <summary>Lower case; null = any.</summary>
    public string? Proto { get; init; }

    /// <summary>Null = any.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// The channel calls regularly and an alert is expected; if false, it is only expected in the channel report.
    /// </summary>
    public bool Beacon { get; init; }

    /// <summary>Labelled period in seconds.</summary>
    public double? PeriodS { get; init; }

    public bool InFlow { get; init; }

    /// <summary>Source of the label: <c>published</c>, <c>generated</c> or <c>inferred</c>.</summary>
    public required string Basis { get; init; }

    /// <summary>The label is a guess: reported but not scored.</summary>
    public bool IsInferred => string.Equals(Basis, "inferred", StringComparison.OrdinalIgnoreCase);

    /// <summary>The label counts in recall.</summary>
    public bool IsScored => Beacon && !IsInferred;
}
