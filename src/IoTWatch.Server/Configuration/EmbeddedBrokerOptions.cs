using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>The MQTT broker inside the service, on loopback only; section <c>embedded_broker</c>.</summary>
public sealed record EmbeddedBrokerOptions
{
    /// <summary>
    /// <c>embedded_broker.enabled</c>: default true, or false where <c>broker.host</c> names another broker.
    /// </summary>
    [ConfigurationKeyName("enabled")]
    public bool? Enabled { get; init; }

    /// <summary><c>embedded_broker.port</c>: TCP port on 127.0.0.1; default 1883, 1..65535.</summary>
    [ConfigurationKeyName("port"), Range(1, 65_535)]
    public int Port { get; init; } = 1883;

    /// <summary>
    /// <c>embedded_broker.max_pending</c>: messages queued for one slow reader before new ones are dropped; default
    /// 10,000, 100..1,000,000.
    /// </summary>
    [ConfigurationKeyName("max_pending"), Range(100, 1_000_000)]
    public int MaxPendingMessages { get; init; } = 10_000;
}
