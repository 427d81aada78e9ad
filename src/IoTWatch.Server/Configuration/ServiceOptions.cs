using IoTWatch.Core;

namespace IoTWatch.Server.Configuration;

/// <summary>Everything the service can be told; each name in <c>code</c> is its path in <c>iotwatch.json</c> and, with <c>__</c> for dots behind <c>IOTWATCH__</c>, its environment variable.</summary>
public sealed record ServiceOptions
{
    /// <summary><c>data</c>: folder of the store, made when absent; default <c>./iotwatch-data</c>.</summary>
    public string DataFolder { get; init; } = "./iotwatch-data";

    /// <summary><c>http</c>: address of the web pages and the API; default http://127.0.0.1:8080. Port 0 takes a free one. Any address but loopback needs an administrator.</summary>
    public Uri Http { get; init; } = new("http://127.0.0.1:8080");

    /// <summary><c>base_topic</c>: the first levels of every MQTT topic; default <c>iotwatch</c>, 1..64 characters, no wildcards.</summary>
    public string BaseTopic { get; init; } = "iotwatch";

    /// <summary><c>profiles</c>: folder of MUD documents (*.json); default none.</summary>
    public string? ProfilesFolder { get; init; }

    /// <summary><c>model</c>: folder of a trained model; default none = the shipped one.</summary>
    public string? ModelFolder { get; init; }

    /// <summary><c>geoip</c>: list of MMDB files that go before the bundled ones; default empty.</summary>
    public IReadOnlyList<string> GeoIpFiles { get; init; } = [];

    /// <summary><c>embedded_broker</c>.</summary>
    public EmbeddedBrokerOptions EmbeddedBroker { get; init; } = new();

    /// <summary><c>broker</c>.</summary>
    public BrokerOptions Broker { get; init; } = new();

    /// <summary><c>influx</c>.</summary>
    public InfluxOptions Influx { get; init; } = new();

    /// <summary><c>storage</c>.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary><c>administrator</c>.</summary>
    public AdministratorOptions Administrator { get; init; } = new();

    /// <summary>
    /// <c>detection.local_networks</c> (list of CIDR, default the private ranges), <c>detection.learn</c> (how long each device is
    /// learned, event time, ended early by 3 days without a new channel; 0..90d, default 7d), <c>detection.beacon_threshold</c> (0..1, default 0.5),
    /// <c>detection.alerts_per_device_day</c> (new alerts told of one device within 24 hours, the rest is deferred; 1..1,000, default 5),
    /// <c>detection.alerts_per_home_day</c> (the same of the home; 1..10,000, default 20), <c>detection.max_channels_per_device</c> (16..1,000,000, default 4,096),
    /// <c>detection.max_devices</c> (1..10,000,000, default 100,000).
    /// </summary>
    public PipelineOptions Detection { get; init; } = new() { Learn = TimeSpan.FromDays(7) };

    /// <summary>An external broker takes the embedded one's place unless both are asked for.</summary>
    public bool UsesEmbeddedBroker => EmbeddedBroker.Enabled ?? Broker.Host is null;
}
