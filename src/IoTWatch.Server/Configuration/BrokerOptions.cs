using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>An external MQTT broker, such as Mosquitto; section <c>broker</c>.</summary>
public sealed record BrokerOptions
{
    /// <summary><c>broker.host</c>: name or address; default none = not used.</summary>
    [ConfigurationKeyName("host")]
    public string? Host { get; init; }

    /// <summary><c>broker.port</c>: TCP port; default 1883, or 8883 with TLS; 1..65535.</summary>
    [ConfigurationKeyName("port"), Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary><c>broker.user</c>: user name for the log-in; default none.</summary>
    [ConfigurationKeyName("user")]
    public string? User { get; init; }

    /// <summary><c>broker.password</c>: password for the log-in; default none.</summary>
    [ConfigurationKeyName("password")]
    public string? Password { get; init; }

    /// <summary><c>broker.tls</c>: whether the connection is encrypted; default false.</summary>
    [ConfigurationKeyName("tls")]
    public bool Tls { get; init; }

    /// <summary>
    /// <c>broker.ca_file</c>: PEM file of a private authority that signed the broker's certificate; default none = the
    /// authorities of the operating system.
    /// </summary>
    [ConfigurationKeyName("ca_file")]
    public string? CaFile { get; init; }

    /// <summary>
    /// <c>broker.client_id</c>: names the persistent session, so keep it; default <c>iotwatch-bridge</c>, 1..64
    /// characters.
    /// </summary>
    [ConfigurationKeyName("client_id"), StringLength(64, MinimumLength = 1)]
    public string ClientId { get; init; } = "iotwatch-bridge";

    /// <summary>
    /// <c>broker.receive_maximum</c>: messages unacknowledged at a time; default 256, 1..65535. Times 256 KiB it bounds
    /// their memory.
    /// </summary>
    [ConfigurationKeyName("receive_maximum"), Range(1, 65_535)]
    public int ReceiveMaximum { get; init; } = 256;

    public int EffectivePort => Port ?? (Tls ? 8883 : 1883);

    // A record's own ToString would print the password into a log.
    public override string ToString() => $"broker {Host}:{EffectivePort}";
}
