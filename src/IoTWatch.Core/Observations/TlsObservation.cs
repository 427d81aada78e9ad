namespace IoTWatch.Core.Observations;

/// <summary>A device named the server it talks to, in a TLS client hello or an HTTP Host header that was logged apart from the flow.</summary>
public sealed record TlsObservation : Observation
{
    public required IpAddress Client { get; init; }

    public required Endpoint Server { get; init; }

    /// <summary>The name as sent: an attacker's text.</summary>
    public required string ServerName { get; init; }

    /// <summary>Taken from clear-text HTTP rather than TLS.</summary>
    public bool FromHttp { get; init; }
}
