using IoTWatch.Server.Sensors;

namespace IoTWatch.Server.Tests.Sensors;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("mqtt://127.0.0.1", "127.0.0.1", 1883, false, null, null, "iotwatch")]
    [InlineData("mqtt://broker.example:1884/home/lab/", "broker.example", 1884, false, null, null, "home/lab")]
    [InlineData("mqtts://me:p%40ss@[fd00::1]/x", "fd00::1", 8883, true, "me", "p@ss", "x")]
    public void An_address_is_read_with_what_it_leaves_out(
        string text, string host, int port, bool tls, string? user, string? password, string topic)
    {
        Assert.True(BrokerAddress.TryParse(text, out var address));
        Assert.Equal(new BrokerAddress(host, port, tls, user, password, topic), address);
    }

    [Theory]
    [InlineData("127.0.0.1:1883")]
    [InlineData("http://127.0.0.1")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://host/a/%23")]
    [InlineData("mqtt://host/a/+/b")]
    [InlineData("mqtt://host?x=1")]
    public void What_is_no_broker_is_refused(string text) => Assert.False(BrokerAddress.TryParse(text, out _));

    [Fact]
    public void The_password_is_never_shown() =>
        Assert.DoesNotContain(
            "secret", new BrokerAddress("host", 1883, false, "me", "secret", "iotwatch").ToString(),
            StringComparison.Ordinal);
}
