using System.Security.Cryptography.X509Certificates;
using IoTWatch.Server.Configuration;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace IoTWatch.Server.Bridge;

/// <summary>Builds the connect and subscribe options for an external broker.</summary>
internal static class ExternalBrokerSession
{
    /// <summary>How long the broker keeps the session, and telemetry for it, without a connection: a week.</summary>
    public const uint ExpirySeconds = 7 * 24 * 3600;

    // Payload, topic and header.
    private const uint PacketBytes = TelemetryIngest.MaxPayloadBytes + 1024;

    public static MqttClientOptions Options(BrokerOptions options, Topics topics)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.EffectivePort)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(options.ClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(ExpirySeconds)
            .WithReceiveMaximum((ushort)options.ReceiveMaximum)
            .WithMaximumPacketSize(PacketBytes)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(20))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithWillTopic(topics.State)
            .WithWillPayload("offline")
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (options.User is not null)
            builder.WithCredentials(options.User, options.Password);
        if (options.Tls)
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls();
                tls.WithTargetHost(options.Host);
                if (options.CaFile is not null)
                {
                    var authorities = new X509Certificate2Collection();
                    authorities.ImportFromPemFile(options.CaFile);
                    tls.WithTrustChain(authorities);
                    // A private authority publishes no revocation list.
                    tls.WithRevocationMode(X509RevocationMode.NoCheck);
                }
            });
        return builder.Build();
    }

    public static MqttClientSubscribeOptions Subscriptions(Topics topics)
    {
        var options = new MqttClientSubscribeOptions();
        foreach (var topic in topics.Telemetry)
            options.TopicFilters.Add(new MqttTopicFilter
            {
                Topic = topic,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                RetainHandling = MqttRetainHandling.DoNotSendOnSubscribe,
                // Shows which telemetry is retained, so that it is dropped as at the embedded broker.
                RetainAsPublished = true,
            });
        options.TopicFilters.Add(new MqttTopicFilter
        {
            Topic = topics.Requests,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            RetainHandling = MqttRetainHandling.DoNotSendOnSubscribe,
            RetainAsPublished = true,
        });
        options.TopicFilters.Add(new MqttTopicFilter
        {
            Topic = topics.SensorStates,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        });
        return options;
    }
}
