namespace IoTWatch.Core.Observations;

/// <summary>A connection, or a slice of a long one: endpoints, amounts, and the bursts that the device sent.</summary>
/// <remarks>
/// <see cref="Observation.At"/> is the start of the slice and <see cref="Source"/> the end that opened the flow;
/// <see cref="Observation.Mac"/> belongs to the source. Bytes are counted at the IP layer (as NetFlow and Zeek's
/// <c>*_ip_bytes</c> do) except in <see cref="Bursts"/>, which count payload.
/// A long flow is a series of records with one <see cref="FlowId"/>: all but the last are
/// <see cref="FlowState.Interim"/>, all but the first have <see cref="Continues"/> set.
/// </remarks>
public sealed record FlowObservation : Observation
{
    public required Endpoint Source { get; init; }

    public required Endpoint Destination { get; init; }

    public required TransportProtocol Protocol { get; init; }

    /// <summary>The MAC address of the destination on this link; a router's when the destination is remote.</summary>
    public MacAddress DestinationMac { get; init; }

    public int DurationMs { get; init; }

    public long BytesOut { get; init; }

    public long BytesIn { get; init; }

    public long PacketsOut { get; init; }

    public long PacketsIn { get; init; }

    public FlowState State { get; init; }

    /// <summary>Whether this record continues a flow of earlier records.</summary>
    public bool Continues { get; init; }

    public string? FlowId { get; init; }

    /// <summary>TLS server name (SNI, or QUIC's), as sent: untrusted text.</summary>
    public string? ServerName { get; init; }

    /// <summary>HTTP Host header, as sent: untrusted text.</summary>
    public string? HttpHost { get; init; }

    /// <summary>The DNS name by which the device looked the destination up, if the sensor reports it.</summary>
    public string? DnsName { get; init; }

    /// <summary>
    /// Device-sent bursts in this record, by rising offset; empty where the source cannot show them (connection logs,
    /// NetFlow).
    /// </summary>
    public IReadOnlyList<Burst> Bursts { get; init; } = [];
}

/// <summary>State of a flow when its record was written.</summary>
public enum FlowState : byte
{
    /// <summary>Answered and idle, or a protocol without an end: <c>est</c>.</summary>
    Established,

    /// <summary>Opened by the device and never answered (Zeek S0): <c>syn</c>.</summary>
    Unanswered,

    /// <summary>Refused or closed by a reset: <c>rst</c>. A refusal is an answer.</summary>
    Reset,

    /// <summary>Closed in order: <c>ended</c>.</summary>
    Ended,

    /// <summary>Continues in a further record with the same flow id: <c>interim</c>.</summary>
    Interim,
}

/// <summary>
/// Device-sent activity inside a flow after silence: its start, in milliseconds after the record's time, and the
/// payload bytes the device sent in it.
/// </summary>
public readonly record struct Burst(int OffsetMs, int BytesOut);
