using MQTTnet;

namespace IoTWatch.Architecture.Tests.Deploy;

/// <summary>Tests the shipped Mosquitto configuration with a real Mosquitto.</summary>
public sealed class MosquittoTests : IDisposable
{
    private readonly MosquittoProcess _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData("iotwatch", "wrong")]
    [InlineData("iotwatch", "")]
    [InlineData("nobody", "nothing")]
    public async Task Unknown_users_are_refused(string? user, string? password)
    {
        _broker.Start();
        using var client = await _broker.Connect(user, password);
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, client.Answer.ResultCode);
    }

    [Fact]
    public async Task A_sensor_may_publish_only_its_own_telemetry_and_state()
    {
        _broker.Start();
        using var service = await _broker.ConnectService();
        await service.Subscribe("iotwatch/#");
        using var sensor = await _broker.ConnectSensor();
        Assert.Equal(MqttClientConnectResultCode.Success, sensor.Answer.ResultCode);

        string[] own = ["iotwatch/in/porch/flow", "iotwatch/in/porch/wifi", "iotwatch/sensor/porch/state"];
        foreach (var topic in own)
            Assert.Equal(MqttClientPublishReasonCode.Success, await sensor.Publish(topic));
        string[] others =
        [
            "iotwatch/in/router/flow", "iotwatch/in/porch", "iotwatch/in/porch/a/b", "iotwatch/sensor/router/state",
            "iotwatch/alerts", "iotwatch/alert/1", "iotwatch/bridge/request/alert/ack", "homeassistant/status",
        ];
        foreach (var topic in others)
        {
            // A connection for each topic: Mosquitto 2.0.11 drops the connection after a refusal.
            using var refused = await _broker.ConnectSensor();
            Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await refused.Publish(topic));
        }
        await service.Publish("iotwatch/bridge/state");
        Assert.Equal([.. own, "iotwatch/bridge/state"], service.WaitForTopic("iotwatch/bridge/state"));
    }

    [Fact]
    public async Task The_home_user_receives_alerts_but_no_telemetry_and_a_sensor_receives_nothing()
    {
        _broker.Start();
        using var service = await _broker.ConnectService();
        using var home = await _broker.Connect("home", MosquittoProcess.HomePassword);
        using var sensor = await _broker.ConnectSensor();
        await home.Subscribe("#");
        await sensor.Subscribe("#");
        await service.Publish("iotwatch/in/router/dns");
        await service.Publish("iotwatch/alerts");
        Assert.Equal(["iotwatch/alerts"], home.WaitForTopic("iotwatch/alerts"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await home.Publish("iotwatch/alerts"));
        await sensor.Ping();
        Assert.Empty(sensor.ReceivedTopics);
    }

    [Fact]
    public async Task The_broker_announces_a_maximum_packet_size()
    {
        _broker.Start();
        using var sensor = await _broker.ConnectSensor();
        Assert.InRange(sensor.Answer.MaximumPacketSize ?? uint.MaxValue, 257u * 1024, 512u * 1024);
    }

    [Fact]
    public async Task Messages_queued_for_the_service_are_kept_over_a_power_cut()
    {
        const int sent = 1200; // more than the 1,000 that Mosquitto keeps by default
        const int unsaved = 2 * 20; // twice autosave_interval
        _broker.Start();
        using (var service = await _broker.ConnectService("iotwatch-bridge"))
        {
            await service.Subscribe("iotwatch/in/#");
            await service.Disconnect();
        }
        using (var sensor = await _broker.ConnectSensor())
            for (var i = 0; i < sent; i++)
                Assert.Equal(MqttClientPublishReasonCode.Success, await sensor.Publish("iotwatch/in/porch/flow"));
        _broker.Kill();
        _broker.Start();
        using var back = await _broker.ConnectService("iotwatch-bridge");
        Assert.True(back.Answer.IsSessionPresent);
        await back.Publish("iotwatch/in/end/flow");
        Assert.InRange(back.WaitForTopic("iotwatch/in/end/flow").Count - 1, sent - unsaved, sent);
    }

    [Theory]
    [InlineData("", "", "the password of 'iotwatch' is empty")]
    [InlineData("good", "porch", "is not id:password")]
    [InlineData("good", "porch:", "the password of 'porch' is empty")]
    [InlineData("good", "po+rch:x", "use a-z, 0-9")]
    [InlineData("good", "iotwatch:x", "is taken")]
    [InlineData("good", "a:x a:y", "is taken")]
    public void It_does_not_start_with_missing_or_invalid_secrets(string password, string sensors, string message)
    {
        var result = _broker.RunRefusedStart(password, sensors);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_file_holds_no_password()
    {
        _broker.Start();
        var file = File.ReadAllText(_broker.PasswordFile);
        Assert.Equal(["iotwatch", "home", "porch", "router"],
            file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
        Assert.DoesNotContain(MosquittoProcess.ServicePassword, file, StringComparison.Ordinal);
        Assert.DoesNotContain(MosquittoProcess.SensorPassword, file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_broker.PasswordFile));
    }
}
