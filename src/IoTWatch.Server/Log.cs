using Microsoft.Extensions.Logging;

namespace IoTWatch.Server;

/// <summary>Every sentence the service logs. No secret and no payload is ever among them.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Sink} failed; the other outputs go on. Further failures are only counted.")]
    public static partial void SinkFailed(this ILogger logger, string sink, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restored the state after telemetry message {JournalId}; {Behind} later messages are read again.")]
    public static partial void Restored(this ILogger logger, long journalId, long behind);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Checkpoint after telemetry message {JournalId}: {StateBytes} bytes of state, {Pruned} old messages removed.")]
    public static partial void CheckpointTaken(this ILogger logger, long journalId, int stateBytes, int pruned);

    [LoggerMessage(Level = LogLevel.Error, Message = "A checkpoint could not be stored; the one before stands.")]
    public static partial void CheckpointFailed(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store refused a write; trying again until it takes it.")]
    public static partial void StoreFailed(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The detector could not take an observation ({Kind}); it was left out.")]
    public static partial void ObservationFailed(this ILogger logger, string kind, Exception error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The detector has stopped. Telemetry is still kept; restart the service to go on.")]
    public static partial void DetectorDied(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telemetry cannot be written to disk; it is not acknowledged until it can.")]
    public static partial void JournalFailed(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT broker listens on 127.0.0.1:{Port}.")]
    public static partial void BrokerListens(this ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker at {Host}:{Port}.")]
    public static partial void BrokerConnected(this ILogger logger, string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the broker at {Host} ({Reason}); trying again until it is back.")]
    public static partial void BrokerLost(this ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker at {Host} refuses the log-in: {Reason}.")]
    public static partial void LoginRefused(this ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses the subscription to {Topic}: {Reason}.")]
    public static partial void SubscriptionRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses what we publish on {Topic}: {Reason}.")]
    public static partial void PublishRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker at {Host} had forgotten our session; telemetry it held for us may be lost.")]
    public static partial void SessionLost(this ILogger logger, string host);

    [LoggerMessage(Level = LogLevel.Error, Message = "Publishing to {Broker} failed; it goes on with the next connection or change.")]
    public static partial void PublishFailed(this ILogger logger, string broker, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The health beat has stopped.")]
    public static partial void BeatStopped(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "IoTWatch is up: {Address} (data in {Folder}).")]
    public static partial void Started(this ILogger logger, Uri address, string folder);
}
