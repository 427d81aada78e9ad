namespace IoTWatch.Core.Detection;

/// <summary>Which services count as clear text and which as encrypted (U6).</summary>
public sealed record ClearTextOptions
{
    /// <summary>
    /// TCP ports whose traffic anyone on the way can read: FTP, Telnet, HTTP, MQTT, and their usual second homes.
    /// </summary>
    public IReadOnlyList<ushort> Clear { get; init; } = [80, 1883, 8080, 23, 21, 2323];

    /// <summary>TCP and UDP ports that mean TLS or DTLS: HTTPS, MQTT over TLS, CoAP over DTLS.</summary>
    public IReadOnlyList<ushort> Encrypted { get; init; } = [443, 8883, 8443, 5684];
}
