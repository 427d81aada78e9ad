using System.Collections.Concurrent;
using System.Net;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace IoTWatch.House.Tests.Deploy;

/// <summary>A client of the broker under test that notes the topics it hears, from before it connects.</summary>
internal sealed class Peer : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly BlockingCollection<string> _heard = [];

    private Peer() => _client.ApplicationMessageReceivedAsync += message =>
    {
        _heard.Add(message.ApplicationMessage.Topic);
        return Task.CompletedTask;
    };

    /// <summary>What the broker answered to the log-in.</summary>
    public MqttClientConnectResult Answer { get; private set; } = null!;

    public IReadOnlyCollection<string> Heard => _heard;

    /// <summary>Logs in; without a user anonymously; with an id of its own, to a session that outlives the connection.</summary>
    public static async Task<Peer> Connect(int port, string? user, string? password, string? persistentId = null)
    {
        var peer = new Peer();
        var options = new MqttClientOptionsBuilder().WithTcpServer(IPAddress.Loopback.ToString(), port).WithProtocolVersion(MqttProtocolVersion.V500).WithTimeout(Patience);
        if (user is not null)
            options.WithCredentials(user, password);
        if (persistentId is not null)
            options.WithClientId(persistentId).WithCleanStart(false).WithSessionExpiryInterval(3600);
        peer.Answer = await peer._client.ConnectAsync(options.Build());
        return peer;
    }

    public Task Subscribe(string topics) => _client.SubscribeAsync(topics, MqttQualityOfServiceLevel.AtLeastOnce);

    /// <summary>Publishes at QoS 1 and returns the broker's word on it; nobody listening is no refusal.</summary>
    public async Task<MqttClientPublishReasonCode> Publish(string topic)
    {
        var result = await _client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload("{}").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        return result.ReasonCode == MqttClientPublishReasonCode.NoMatchingSubscribers ? MqttClientPublishReasonCode.Success : result.ReasonCode;
    }

    /// <summary>Returns once the broker has answered, hence after all that it had for this client before.</summary>
    public Task Ping() => _client.PingAsync();

    public Task Leave() => _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = 3600 });

    /// <summary>Takes the topics heard up to and with the last one.</summary>
    public List<string> HearUntil(string last)
    {
        var topics = new List<string>();
        do
        {
            Assert.True(_heard.TryTake(out var topic, Patience), $"{last} did not arrive; heard {topics.Count}");
            topics.Add(topic);
        }
        while (topics[^1] != last);
        return topics;
    }

    public void Dispose()
    {
        _client.Dispose();
        _heard.Dispose();
    }
}
