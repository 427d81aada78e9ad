using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>An ordinary MQTT client: publishes as a sensor does, and hears what a reader hears.</summary>
internal sealed class MqttUser : IAsyncDisposable
{
    /// <summary>Below the receive maximum that mosquitto announces (20).</summary>
    private const int MaxInFlight = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttApplicationMessage> _heard = Channel.CreateUnbounded<MqttApplicationMessage>();

    public ConcurrentQueue<MqttApplicationMessage> Heard { get; } = new();

    public static async Task<MqttUser> ConnectAsync(
        int port, MqttProtocolVersion version = MqttProtocolVersion.V500, string? user = null, string? password = null)
    {
        var one = new MqttUser();
        one._client.ApplicationMessageReceivedAsync += e =>
        {
            one.Heard.Enqueue(e.ApplicationMessage);
            one._heard.Writer.TryWrite(e.ApplicationMessage);
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(version)
            .WithClientId($"test-{Guid.NewGuid():N}");
        if (user is not null)
            options.WithCredentials(user, password);
        var connected = await one._client.ConnectAsync(options.Build());
        Assert.Equal(MqttClientConnectResultCode.Success, connected.ResultCode);
        return one;
    }

    public Task SubscribeAsync(string topic) => _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce);

    public Task<MqttClientPublishResult> PublishAsync(string topic, byte[] payload, bool retain = false) =>
        _client.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = topic,
                Payload = new(payload),
                Retain = retain,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
            },
            TestContext.Current.CancellationToken);

    /// <summary>Publishes in order, with as many messages on their way at once as a broker allows by default.</summary>
    public async Task PublishAllAsync(string topic, IEnumerable<byte[]> payloads)
    {
        foreach (var some in payloads.Chunk(MaxInFlight))
            await Task.WhenAll(some.Select(payload => PublishAsync(topic, payload)).ToList());
    }

    /// <summary>The next message on a topic; others on the way are passed over.</summary>
    public async Task<string> NextAsync(string topic)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
            if (await _heard.Reader.ReadAsync(patience.Token) is var message && message.Topic == topic)
                return Encoding.UTF8.GetString(message.Payload);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync();
        _client.Dispose();
    }
}
