using System.ComponentModel.DataAnnotations;
using IoTWatch.Core;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>All options of the service.</summary>
/// <remarks>
/// Each name in <c>code</c> is the option's path in <c>iotwatch.json</c>. With <c>__</c> for dots and behind
/// <c>IOTWATCH__</c> it is its environment variable.
/// </remarks>
public sealed record ServiceOptions
{
    /// <summary>
    /// <c>data</c>: folder of the store, created when absent; default <c>./iotwatch-data</c>, up to 4,096 characters.
    /// </summary>
    [ConfigurationKeyName("data"), StringLength(4096)]
    public string DataFolder { get; init; } = "./iotwatch-data";

    /// <summary>
    /// <c>http</c>: address of the web pages and the API; default http://127.0.0.1:8080. Port 0 takes a free one. Any
    /// address but loopback needs an administrator.
    /// </summary>
    [ConfigurationKeyName("http")]
    public Uri Http { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>
    /// <c>base_topic</c>: the first levels of every MQTT topic; default <c>iotwatch</c>, 1..64 characters, no
    /// wildcards.
    /// </summary>
    [ConfigurationKeyName("base_topic"), StringLength(64)]
    public string BaseTopic { get; init; } = "iotwatch";

    /// <summary><c>profiles</c>: folder of MUD documents (*.json); default none.</summary>
    [ConfigurationKeyName("profiles")]
    public string? ProfilesFolder { get; init; }

    /// <summary><c>model</c>: folder of a trained model; default none = the shipped one.</summary>
    [ConfigurationKeyName("model")]
    public string? ModelFolder { get; init; }

    /// <summary><c>geoip</c>: list of MMDB files that are looked up before the bundled ones; default empty.</summary>
    [ConfigurationKeyName("geoip")]
    public IReadOnlyList<string> GeoIpFiles { get; init; } = [];

    /// <summary>Section <c>embedded_broker</c>.</summary>
    [ConfigurationKeyName("embedded_broker")]
    public EmbeddedBrokerOptions EmbeddedBroker { get; init; } = new();

    /// <summary>Section <c>broker</c>.</summary>
    [ConfigurationKeyName("broker")]
    public BrokerOptions Broker { get; init; } = new();

    /// <summary>Section <c>influx</c>.</summary>
    [ConfigurationKeyName("influx")]
    public InfluxOptions Influx { get; init; } = new();

    /// <summary>Section <c>storage</c>.</summary>
    [ConfigurationKeyName("storage")]
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Section <c>administrator</c>.</summary>
    [ConfigurationKeyName("administrator")]
    public AdministratorOptions Administrator { get; init; } = new();

    /// <summary>Section <c>telemetry</c>.</summary>
    [ConfigurationKeyName("telemetry")]
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Section <c>detection</c>, read as <see cref="DetectionConfiguration"/>.</summary>
    public PipelineOptions Detection { get; init; } = new DetectionConfiguration().ToPipeline();

    /// <summary>
    /// True unless an external broker is configured; <c>embedded_broker.enabled</c> decides where it is set.
    /// </summary>
    public bool UsesEmbeddedBroker => EmbeddedBroker.Enabled ?? Broker.Host is null;
}
