using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Bridge;

namespace IoTWatch.Server.Tests.Bridge;

public class TopicsTests
{
    private readonly Topics _topics = new("home/iotwatch");

    [Theory]
    [InlineData("home/iotwatch/in/router-1/flow", "router-1", TelemetryKind.Flow)]
    [InlineData("home/iotwatch/in/tap.2/dns", "tap.2", TelemetryKind.Dns)]
    [InlineData("home/iotwatch/in/ap_3/wifi", "ap_3", TelemetryKind.Wifi)]
    [InlineData("home/iotwatch/in/r/lease", "r", TelemetryKind.Lease)]
    public void Telemetry_topics_are_read(string topic, string sensor, TelemetryKind kind)
    {
        Assert.True(_topics.TryReadTelemetry(topic, out var readSensor, out var readKind));
        Assert.Equal((sensor, kind), (readSensor, readKind));
    }

    [Theory]
    [InlineData("home/iotwatch/in/router")]
    [InlineData("home/iotwatch/in//flow")]
    [InlineData("home/iotwatch/in/")]
    [InlineData("home/iotwatch/in/a/b/flow")]
    [InlineData("home/iotwatch/in/router/flows")]
    [InlineData("home/iotwatch/in/rou ter/flow")]
    [InlineData("home/iotwatch/in/röuter/flow")]
    [InlineData("iotwatch/in/router/flow")]
    public void Other_topics_are_not_telemetry(string topic) =>
        Assert.False(_topics.TryReadTelemetry(topic, out _, out _));

    [Theory]
    [InlineData("home/iotwatch/alerts", true)]
    [InlineData("home/iotwatch/alert/x", true)]
    [InlineData("home/iotwatch/bridge/state", true)]
    [InlineData("home/iotwatch/device/x/state", true)]
    [InlineData("home/iotwatch/bridge/request/ack", false)]
    [InlineData("home/iotwatch/sensor/x/state", false)]
    [InlineData("home/iotwatchalerts", false)]
    [InlineData("homeassistant/status", false)]
    public void What_only_the_service_may_say_is_known(string topic, bool ours) =>
        Assert.Equal(ours, _topics.IsReserved(topic));
}
