namespace IoTWatch.Core.Detection;

/// <summary>The ports of clear text and of encryption (U6).</summary>
public sealed record ClearTextOptions
{
    /// <summary>
    /// TCP ports of protocols without encryption: FTP, Telnet, HTTP, MQTT, and their usual alternative ports.
    /// </summary>
    public IReadOnlyList<ushort> Clear { get; init; } = [80, 1883, 8080, 23, 21, 2323];

    /// <summary>TCP and UDP ports of TLS or DTLS: HTTPS, MQTT over TLS, CoAP over DTLS.</summary>
    public IReadOnlyList<ushort> Encrypted { get; init; } = [443, 8883, 8443, 5684];
}
