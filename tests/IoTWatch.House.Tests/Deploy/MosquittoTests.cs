using MQTTnet;

namespace IoTWatch.House.Tests.Deploy;

/// <summary>The shipped Mosquitto configuration, tried on a real Mosquitto.</summary>
public sealed class MosquittoTests : IDisposable
{
    private readonly ShippedMosquitto _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData("iotwatch", "wrong")]
    [InlineData("iotwatch", "")]
    [InlineData("nobody", "nothing")]
    public async Task Strangers_are_refused(string? user, string? password)
    {
        _broker.Start();
        using var stranger = await _broker.Connect(user, password);
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, stranger.Answer.ResultCode);
    }

    [Fact]
    public async Task A_sensor_writes_its_own_telemetry_and_state_and_nothing_else()
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
            "iotwatch/in/router/flow", "iotwatch/in/porch", "iotwatch/in/porch/a/b", "iotwatch/sensor/router/state", "iotwatch/alerts",
            "iotwatch/alert/1", "iotwatch/bridge/request/alert/ack", "homeassistant/status",
        ];
        foreach (var topic in others)
        {
            // Mosquitto 2.0.11 refuses, and then drops the connection.
            using var bold = await _broker.ConnectSensor();
            Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await bold.Publish(topic));
        }
        await service.Publish("iotwatch/bridge/state");
        Assert.Equal([.. own, "iotwatch/bridge/state"], service.HearUntil("iotwatch/bridge/state"));
    }

    [Fact]
    public async Task The_home_hears_alerts_but_no_telemetry_and_a_sensor_hears_nothing()
    {
        _broker.Start();
        using var service = await _broker.ConnectService();
        using var home = await _broker.Connect("home", ShippedMosquitto.HomePassword);
        using var sensor = await _broker.ConnectSensor();
        await home.Subscribe("#");
        await sensor.Subscribe("#");
        await service.Publish("iotwatch/in/router/dns");
        await service.Publish("iotwatch/alerts");
        Assert.Equal(["iotwatch/alerts"], home.HearUntil("iotwatch/alerts"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await home.Publish("iotwatch/alerts"));
        await sensor.Ping();
        Assert.Empty(sensor.Heard);
    }

    [Fact]
    public async Task A_packet_larger_than_any_telemetry_is_announced_as_unwelcome()
    {
        _broker.Start();
        using var sensor = await _broker.ConnectSensor();
        Assert.InRange(sensor.Answer.MaximumPacketSize ?? uint.MaxValue, 257u * 1024, 512u * 1024);
    }

    [Fact]
    public async Task What_waits_for_the_service_outlives_a_power_cut()
    {
        const int sent = 1200; // more than the 1,000 that Mosquitto keeps by default
        const int unsaved = 2 * 20; // twice autosave_interval
        _broker.Start();
        using (var service = await _broker.ConnectService("iotwatch-bridge"))
        {
            await service.Subscribe("iotwatch/in/#");
            await service.Leave();
        }
        using (var sensor = await _broker.ConnectSensor())
            for (var i = 0; i < sent; i++)
                Assert.Equal(MqttClientPublishReasonCode.Success, await sensor.Publish("iotwatch/in/porch/flow"));
        _broker.Kill();
        _broker.Start();
        using var back = await _broker.ConnectService("iotwatch-bridge");
        Assert.True(back.Answer.IsSessionPresent);
        await back.Publish("iotwatch/in/end/flow");
        Assert.InRange(back.HearUntil("iotwatch/in/end/flow").Count - 1, sent - unsaved, sent);
    }

    [Theory]
    [InlineData("", "", "the password of 'iotwatch' is empty")]
    [InlineData("good", "porch", "is not id:password")]
    [InlineData("good", "porch:", "the password of 'porch' is empty")]
    [InlineData("good", "po+rch:x", "use a-z, 0-9")]
    [InlineData("good", "iotwatch:x", "is taken")]
    [InlineData("good", "a:x a:y", "is taken")]
    public void Without_good_secrets_it_does_not_start(string servicePassword, string sensors, string says)
    {
        var ran = _broker.Refusal(servicePassword, sensors);
        Assert.NotEqual(0, ran.ExitCode);
        Assert.Contains(says, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_file_holds_no_password()
    {
        _broker.Start();
        var file = File.ReadAllText(_broker.PasswordFile);
        Assert.Equal(["iotwatch", "home", "porch", "router"], file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
        Assert.DoesNotContain(ShippedMosquitto.ServicePassword, file, StringComparison.Ordinal);
        Assert.DoesNotContain(ShippedMosquitto.SensorPassword, file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_broker.PasswordFile));
    }
}
