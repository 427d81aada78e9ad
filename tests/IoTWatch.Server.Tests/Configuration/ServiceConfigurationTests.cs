using IoTWatch.Application.Text;
using IoTWatch.Core;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Configuration;

public sealed class ServiceConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_configured_is_a_good_configuration_on_loopback()
    {
        var (options, problems) = Read("{}");
        Assert.Empty(problems);
        Assert.Equal(new Uri("http://127.0.0.1:8080"), options.Http);
        Assert.True(options.UsesEmbeddedBroker);
        Assert.Equal(
            (1883, "iotwatch", "./iotwatch-data"),
            (options.EmbeddedBroker.Port, options.BaseTopic, options.DataFolder));
        Assert.Null(options.Influx.Url);
        Assert.Equal(
            (TimeSpan.FromDays(7), 5, 20),
            (options.Detection.Learn, options.Detection.AlertsPerDeviceDay, options.Detection.AlertsPerHomeDay));
    }

    [Fact]
    public void Every_option_is_read_from_the_file()
    {
        var profiles = Directory.CreateDirectory(_folder.File("mud")).FullName;
        var token = new string('t', 32);
        File.WriteAllText(_folder.File("geo.mmdb"), "");
        var (options, problems) = Read($$"""
            {
              // what a person writes
              "data": "/tmp/d", "http": "http://localhost:9000", "base_topic": "home/iot", "profiles": "{{profiles}}", "model": "m", "geoip": ["{{_folder.File("geo.mmdb")}}"],
              "embedded_broker": { "enabled": true, "port": 1884, "max_pending": 500 },
              "broker": { "host": "mqtt.home", "user": "bridge", "password": "p", "tls": true, "client_id": "c", "receive_maximum": 20 },
              "influx": { "url": "http://influx:8086", "user": "u", "password": "p", "token": "t", "site": "cottage" },
              "storage": { "journal_keep": "12h", "journal_max_mib": 64, "checkpoint_events": 5000, "checkpoint_every": "90s", "changes_keep": 1000 },
              "administrator": {
                "name": "ann", "password_hash": "{{PasswordHash.Create("p")}}", "api_token": "{{token}}"
              },
              "telemetry": { "otlp_endpoint": "http://collector:4318", "otlp_every": "15s" },
              "detection": { "local_networks": ["10.0.0.0/8", "fd00::/8"], "learn": "3d", "beacon_threshold": 0.7, "alerts_per_device_day": 2, "alerts_per_home_day": 9, "max_channels_per_device": 64, "max_devices": 50 }
            }
            """);
        Assert.Empty(problems);
        Assert.Equal(
            ("/tmp/d", "home/iot", profiles, "m"),
            (options.DataFolder, options.BaseTopic, options.ProfilesFolder, options.ModelFolder));
        Assert.Equal(
            new EmbeddedBrokerOptions { Enabled = true, Port = 1884, MaxPendingMessages = 500 },
            options.EmbeddedBroker);
        Assert.Equal(
            new BrokerOptions
            {
                Host = "mqtt.home",
                User = "bridge",
                Password = "p",
                Tls = true,
                ClientId = "c",
                ReceiveMaximum = 20
            },
            options.Broker);
        Assert.Equal(8883, options.Broker.EffectivePort);
        Assert.Equal(
            new InfluxOptions
            {
                Url = new Uri("http://influx:8086"),
                User = "u",
                Password = "p",
                Token = "t",
                Site = "cottage"
            },
            options.Influx);
        Assert.Equal(
            new StorageOptions
            {
                JournalKeep = TimeSpan.FromHours(12),
                JournalMaxMib = 64,
                CheckpointEvents = 5000,
                CheckpointEvery = TimeSpan.FromSeconds(90),
                ChangesKeep = 1000
            },
            options.Storage);
        Assert.Equal(["10.0.0.0/8", "fd00::/8"], options.Detection.LocalNetworks!);
        Assert.Equal(
            (TimeSpan.FromDays(3), 0.7, 64, 50),
            (options.Detection.Learn, options.Detection.BeaconThreshold, options.Detection.MaxChannelsPerDevice,
                options.Detection.MaxDevices));
        Assert.Equal((2, 9), (options.Detection.AlertsPerDeviceDay, options.Detection.AlertsPerHomeDay));
        Assert.Equal([_folder.File("geo.mmdb")], options.GeoIpFiles);
        Assert.Equal(("ann", token), (options.Administrator.Name, options.Administrator.ApiToken));
        Assert.Equal(
            new TelemetryOptions
            {
                OtlpEndpoint = new Uri("http://collector:4318"),
                OtlpEvery = TimeSpan.FromSeconds(15)
            },
            options.Telemetry);
    }

    [Fact]
    public void The_environment_goes_before_the_file_and_others_variables_are_none_of_ours()
    {
        var (options, problems) = Read(
            """{ "broker": { "host": "from-file", "port": 1 } }""",
            ("IOTWATCH__BROKER__HOST", "from-environment"), ("IOTWATCH__GEOIP", ""), ("IOTWATCH_DATA", "/tests"),
            ("PATH", "/bin"));
        Assert.Empty(problems);
        Assert.Equal(("from-environment", 1), (options.Broker.Host, options.Broker.Port));
    }

    [Fact]
    public void All_problems_come_at_once_each_with_its_path()
    {
        var (_, problems) = Read(
            """
            {
              "http": "not an address", "brocker": { "host": "x" }, "embedded_broker": { "port": 70000, "enabled": "perhaps" },
              "storage": { "journal_keep": "soon" }, "detection": { "beacon_threshold": 2, "alerts_per_home_day": 0, "learning": "7d", "local_networks": ["home"] }, "geoip": ["/nowhere.mmdb"],
              "base_topic": "a/#"
            }
            """,
            ("IOTWATCH__INFLUX__TOKN", "secret"));
        string[] paths =
        [
            "http:", "brocker.host: no such option", "embedded_broker.port: '70000'",
            "embedded_broker.enabled: 'perhaps'", "storage.journal_keep: 'soon'",
            "detection.beacon_threshold: '2'", "detection.alerts_per_home_day: '0'",
            "detection.learning: no such option", "detection.local_networks: 'home'", "geoip: /nowhere.mmdb",
            "base_topic: 'a/#'", "influx.tokn: no such option"
        ];
        Assert.All(
            paths, path => Assert.Contains(problems, problem => problem.StartsWith(path, StringComparison.Ordinal)));
        Assert.Equal(paths.Length, problems.Count);
        Assert.DoesNotContain(problems, problem => problem.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"http\": ")]
    [InlineData("[1]")]
    [InlineData("")]
    public void A_file_that_is_not_the_right_JSON_is_one_problem_that_names_it(string text)
    {
        var (_, problems) = Read(text);
        Assert.Contains("iotwatch.json", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_not_there_is_a_problem()
    {
        var problems = new List<string>();
        ServiceConfiguration.Read(_folder.File("absent.json"), [], problems);
        Assert.Contains("absent.json", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://192.168.1.5:8080", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://example.test:8080", false)]
    [InlineData("http://127.0.0.5:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://localhost:8080", true)]
    public void Other_machines_are_let_in_only_with_an_administrator(string address, bool good)
    {
        var options = new ServiceOptions { Http = new Uri(address) };
        Assert.Equal(good, !ServiceRules.Problems(options).Any());
        var withAdministrator = options with
        {
            Administrator = new AdministratorOptions { PasswordHash = PasswordHash.Create("p") }
        };
        Assert.Empty(ServiceRules.Problems(withAdministrator));
    }

    [Fact]
    public void Ranges_hold_for_options_set_in_code_too_and_a_secret_is_not_repeated()
    {
        var options = new ServiceOptions
        {
            EmbeddedBroker = new EmbeddedBrokerOptions { Port = 70_000 },
            Storage = new StorageOptions { CheckpointEvery = TimeSpan.FromDays(2) },
            Administrator = new AdministratorOptions { PasswordHash = PasswordHash.Create("p"), ApiToken = "hush" },
        };
        Assert.Equal(
            [
                "embedded_broker.port: '70000' is not a whole number 1..65535",
                "storage.checkpoint_every: '2d' is not a duration 1s..1d, such as 90s, 5m, 12h or 7d",
                "administrator.api_token: shorter than 32 characters",
            ],
            ServiceRules.Problems(options));
    }

    [Fact]
    public void A_list_may_be_one_text_with_commas()
    {
        var (options, problems) = Read("{}", ("IOTWATCH__DETECTION__LOCAL_NETWORKS", "10.0.0.0/8, fd00::/8"));
        Assert.Empty(problems);
        Assert.Equal(["10.0.0.0/8", "fd00::/8"], options.Detection.LocalNetworks!);
    }

    [Fact]
    public void The_defaults_of_detection_are_those_of_the_detector_but_for_a_week_of_learning() =>
        Assert.Equal(new PipelineOptions { Learn = TimeSpan.FromDays(7) }, new DetectionConfiguration().ToPipeline());

    [Fact]
    public void No_secret_is_printed()
    {
        var options = new ServiceOptions
        {
            Broker = new BrokerOptions { Host = "h", User = "u", Password = "hush1" },
            Influx = new InfluxOptions { Url = new Uri("http://user:hush2@h:1"), Password = "hush3", Token = "hush4" },
            Administrator = new AdministratorOptions { PasswordHash = "hush5", ApiToken = "hush6" },
        };
        Assert.DoesNotContain("hush", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("7d", 604_800)]
    [InlineData("250ms", 0.25)]
    [InlineData("0", 0)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("5 weeks")]
    [InlineData("1e300d")]
    public void Other_texts_are_no_durations(string text) => Assert.False(DurationText.TryParse(text, out _));

    private (ServiceOptions Options, List<string> Problems) Read(
        string json, params (string Name, string Value)[] environment)
    {
        var file = _folder.File("iotwatch.json");
        File.WriteAllText(file, json);
        var problems = new List<string>();
        var options = ServiceConfiguration.Read(
            file, environment.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)),
            problems);
        return (options, problems);
    }
}
