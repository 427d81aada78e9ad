namespace IoTWatch.Server.Configuration;

/// <summary>A broker elsewhere, such as Mosquitto; section <c>broker</c>.</summary>
public sealed record BrokerOptions
{
    /// <summary><c>broker.host</c>: name or address; default none = not used.</summary>
    public string? Host { get; init; }

    /// <summary><c>broker.port</c>: default 1883, or 8883 with TLS; 1..65535.</summary>
    public int? Port { get; init; }

    /// <summary><c>broker.user</c>: default none.</summary>
    public string? User { get; init; }

    /// <summary><c>broker.password</c>: default none.</summary>
    public string? Password { get; init; }

    /// <summary><c>broker.tls</c>: default off.</summary>
    public bool Tls { get; init; }

    /// <summary><c>broker.ca_file</c>: PEM file of a private authority that signed the broker's certificate; default none = the system's authorities.</summary>
    public string? CaFile { get; init; }

    /// <summary><c>broker.client_id</c>: names the persistent session, so keep it; default <c>iotwatch-bridge</c>, 1..64 characters.</summary>
    public string ClientId { get; init; } = "iotwatch-bridge";

    /// <summary><c>broker.receive_maximum</c>: messages unacknowledged at a time; default 256, 1..65535. Times 256 KiB it bounds their memory.</summary>
    public int ReceiveMaximum { get; init; } = 256;

    public int EffectivePort => Port ?? (Tls ? 8883 : 1883);

    // A record's own ToString would print the password into a log.
    public override string ToString() => $"broker {Host}:{EffectivePort}";
}
