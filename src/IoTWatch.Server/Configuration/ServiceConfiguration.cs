using System.Collections;
using System.Text.Json;
using IoTWatch.Core;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>Reads <see cref="ServiceOptions"/> from a JSON file and the environment, environment first; all problems at once.</summary>
public static class ServiceConfiguration
{
    /// <summary>The file read when none is named and it is there.</summary>
    public const string DefaultFile = "iotwatch.json";

    /// <summary>Environment variables that belong to us: <c>IOTWATCH__BROKER__HOST</c> is <c>broker.host</c>.</summary>
    public const string EnvironmentPrefix = "IOTWATCH__";

    /// <param name="file">Null = <see cref="DefaultFile"/> in the working folder, if it exists.</param>
    /// <param name="problems">What is wrong, each as "path: problem"; the options are only good when nothing was added.</param>
    public static ServiceOptions Read(string? file, ICollection<string> problems) =>
        Read(file, Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value)), problems);

    public static ServiceOptions Read(string? file, IEnumerable<KeyValuePair<string, string?>> environment, ICollection<string> problems)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null || File.Exists(DefaultFile))
            AddFile(builder, file ?? DefaultFile, problems);
        builder.AddInMemoryCollection(
            from variable in environment
            where variable.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
            select KeyValuePair.Create(variable.Key[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), variable.Value));
        var read = new OptionReader(builder.Build(), problems);
        var options = Bind(read);
        read.ReportUnknown();
        foreach (var problem in ServiceRules.Problems(options))
            problems.Add(problem);
        return options;
    }

    private static void AddFile(ConfigurationBuilder builder, string file, ICollection<string> problems)
    {
        try
        {
            var text = new MemoryStream(File.ReadAllBytes(file));
            var parsed = new ConfigurationBuilder().AddJsonStream(text).Build();
            builder.AddInMemoryCollection(parsed.AsEnumerable());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or JsonException)
        {
            problems.Add($"{file}: is not JSON: {(error.InnerException ?? error).Message}");
        }
    }

    private static ServiceOptions Bind(OptionReader read)
    {
        var d = new ServiceOptions();
        return new ServiceOptions
        {
            DataFolder = read.Text("data", d.DataFolder, longest: 4096),
            Http = read.OptionalAddress("http") ?? d.Http,
            BaseTopic = read.Text("base_topic", d.BaseTopic, longest: 64),
            ProfilesFolder = read.OptionalText("profiles"),
            ModelFolder = read.OptionalText("model"),
            GeoIpFiles = read.List("geoip"),
            EmbeddedBroker = new EmbeddedBrokerOptions
            {
                Enabled = read.OptionalFlag("embedded_broker.enabled"),
                Port = read.Integer("embedded_broker.port", d.EmbeddedBroker.Port, 1, 65535),
                MaxPendingMessages = read.Integer("embedded_broker.max_pending", d.EmbeddedBroker.MaxPendingMessages, 100, 1_000_000),
            },
            Broker = new BrokerOptions
            {
                Host = read.OptionalText("broker.host"),
                Port = read.OptionalInteger("broker.port", 1, 65535),
                User = read.OptionalText("broker.user"),
                Password = read.OptionalText("broker.password"),
                Tls = read.OptionalFlag("broker.tls") ?? d.Broker.Tls,
                CaFile = read.OptionalText("broker.ca_file"),
                ClientId = read.Text("broker.client_id", d.Broker.ClientId, longest: 64),
                ReceiveMaximum = read.Integer("broker.receive_maximum", d.Broker.ReceiveMaximum, 1, 65535),
            },
            Influx = new InfluxOptions
            {
                Url = read.OptionalAddress("influx.url"),
                User = read.OptionalText("influx.user"),
                Password = read.OptionalText("influx.password"),
                Token = read.OptionalText("influx.token"),
                Site = read.Text("influx.site", d.Influx.Site, longest: 64),
                Retention = read.OptionalFlag("influx.retention") ?? d.Influx.Retention,
            },
            Storage = new StorageOptions
            {
                JournalKeep = read.Duration("storage.journal_keep", d.Storage.JournalKeep, TimeSpan.Zero, TimeSpan.FromDays(365)),
                JournalMaxMib = read.Integer("storage.journal_max_mib", d.Storage.JournalMaxMib, 1, 1_048_576),
                CheckpointEvents = read.Integer("storage.checkpoint_events", d.Storage.CheckpointEvents, 1, 100_000_000),
                CheckpointEvery = read.Duration("storage.checkpoint_every", d.Storage.CheckpointEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
                ChangesKeep = read.Integer("storage.changes_keep", d.Storage.ChangesKeep, 100, 100_000_000),
            },
            Administrator = new AdministratorOptions
            {
                Name = read.Text("administrator.name", d.Administrator.Name, longest: 64),
                PasswordHash = read.OptionalText("administrator.password_hash"),
            },
            Detection = new PipelineOptions
            {
                LocalNetworks = read.List("detection.local_networks") is { Count: > 0 } networks ? networks : null,
                Learn = read.Duration("detection.learn", d.Detection.Learn, TimeSpan.Zero, TimeSpan.FromDays(90)),
                BeaconThreshold = read.Number("detection.beacon_threshold", d.Detection.BeaconThreshold, 0, 1),
                AlertsPerDeviceDay = read.Integer("detection.alerts_per_device_day", d.Detection.AlertsPerDeviceDay, 1, 1000),
                AlertsPerHomeDay = read.Integer("detection.alerts_per_home_day", d.Detection.AlertsPerHomeDay, 1, 10_000),
                MaxChannelsPerDevice = read.Integer("detection.max_channels_per_device", d.Detection.MaxChannelsPerDevice, 16, 1_000_000),
                MaxDevices = read.Integer("detection.max_devices", d.Detection.MaxDevices, 1, 10_000_000),
            },
        };
    }
}
