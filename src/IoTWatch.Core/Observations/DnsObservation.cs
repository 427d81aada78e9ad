namespace IoTWatch.Core.Observations;

/// <summary>A DNS answer that a device received.</summary>
public sealed record DnsObservation : Observation
{
    /// <summary>The device's address.</summary>
    public required IpAddress Client { get; init; }

    /// <summary>The queried name, lower case, without the final dot; CNAMEs in between are not stored.</summary>
    public required string Query { get; init; }

    /// <summary>Query type mnemonic (A, AAAA, …).</summary>
    public string Type { get; init; } = "A";

    /// <summary>The addresses in the answer; empty when the name does not exist or was blocked.</summary>
    public IReadOnlyList<IpAddress> Answers { get; init; } = [];

    public int TtlSeconds { get; init; }
}
