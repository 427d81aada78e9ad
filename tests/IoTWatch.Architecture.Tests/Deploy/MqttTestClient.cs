using System.Collections.Concurrent;
using System.Net;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace IoTWatch.Architecture.Tests.Deploy;

/// <summary>An MQTT client of the broker under test; it records the topics of all messages that it receives.</summary>
internal sealed class MqttTestClient : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly BlockingCollection<string> _receivedTopics = [];

    private MqttTestClient() => _client.ApplicationMessageReceivedAsync += message =>
    {
        _receivedTopics.Add(message.ApplicationMessage.Topic);
        return Task.CompletedTask;
    };

    /// <summary>The answer of the broker to CONNECT.</summary>
    public MqttClientConnectResult Answer { get; private set; } = null!;

    public IReadOnlyCollection<string> ReceivedTopics => _receivedTopics;

    /// <summary>Connects, anonymously where the user is null; a persistent id resumes the session of that id.</summary>
    public static async Task<MqttTestClient> Connect(int port, string? user, string? password,
        string? persistentId = null)
    {
        var client = new MqttTestClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer(IPAddress.Loopback.ToString(), port)
            .WithProtocolVersion(MqttProtocolVersion.V500).WithTimeout(Timeout);
        if (user is not null)
            options.WithCredentials(user, password);
        if (persistentId is not null)
            options.WithClientId(persistentId).WithCleanStart(false).WithSessionExpiryInterval(3600);
        client.Answer = await client._client.ConnectAsync(options.Build());
        return client;
    }

    public Task Subscribe(string topics) => _client.SubscribeAsync(topics, MqttQualityOfServiceLevel.AtLeastOnce);

    /// <summary>Publishes at QoS 1 and returns the reason code; "no matching subscribers" counts as success.</summary>
    public async Task<MqttClientPublishReasonCode> Publish(string topic)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload("{}")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var code = (await _client.PublishAsync(message)).ReasonCode;
        return code == MqttClientPublishReasonCode.NoMatchingSubscribers ? MqttClientPublishReasonCode.Success : code;
    }

    /// <summary>Returns when the broker has answered, after all messages that it had queued for this client.</summary>
    public Task Ping() => _client.PingAsync();

    public Task Disconnect() =>
        _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = 3600 });

    /// <summary>Removes and returns the received topics up to and including the given one; waits for it.</summary>
    public List<string> WaitForTopic(string last)
    {
        var topics = new List<string>();
        do
        {
            var received = _receivedTopics.TryTake(out var topic, Timeout);
            Assert.True(received, $"{last} did not arrive; {topics.Count} other topics did");
            topics.Add(topic!);
        }
        while (topics[^1] != last);
        return topics;
    }

    public void Dispose()
    {
        _client.Dispose();
        _receivedTopics.Dispose();
    }
}
