namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A channel that a label file calls malicious.</summary>
public sealed record ChannelLabel
{
    /// <summary>Where the label stands, e.g. <c>captures[3].malicious[0]</c>.</summary>
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

    /// <summary>It calls regularly: an alert is expected. Where false, it is only expected to be listed.</summary>
    public bool Beacon { get; init; }

    /// <summary>Seconds.</summary>
    public double? PeriodS { get; init; }

    public bool InFlow { get; init; }

    /// <summary>Who says so: <c>published</c>, <c>generated</c> or <c>inferred</c>.</summary>
    public required string Basis { get; init; }

    /// <summary>A guess of whoever wrote the file: reported, not scored.</summary>
    public bool IsInferred => string.Equals(Basis, "inferred", StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts in recall.</summary>
    public bool IsScored => Beacon && !IsInferred;
}
