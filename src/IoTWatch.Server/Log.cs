using Microsoft.Extensions.Logging;

namespace IoTWatch.Server;

/// <summary>The log messages of the service. None contains a secret or a payload.</summary>
internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Sink} failed; the other outputs continue. Further failures are only counted.")]
    public static partial void SinkFailed(this ILogger logger, string sink, Exception error);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Restored the state after journal message {JournalId}; {Behind} later messages are read again.")]
    public static partial void Restored(this ILogger logger, long journalId, long behind);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Checkpoint after journal message {JournalId}: {StateBytes} bytes of state, "
            + "{Pruned} old messages removed.")]
    public static partial void CheckpointTaken(this ILogger logger, long journalId, int stateBytes, int pruned);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Part} failed on journal message {JournalId}; that part of the message was left out and counted.")]
    public static partial void SetAside(this ILogger logger, string part, long journalId, Exception error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The stored alert change {Sequence} cannot be read; it was not published.")]
    public static partial void ChangeUnreadable(this ILogger logger, long sequence, Exception error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Loop} failed and is tried again until it works; only the first failure is logged: {Reason}")]
    public static partial void LoopFailed(this ILogger logger, string loop, string reason, Exception? error);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "{Loop} works again after {Attempts} failed attempts in {Duration}.")]
    public static partial void LoopRecovered(this ILogger logger, string loop, int attempts, TimeSpan duration);

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT broker listens on 127.0.0.1:{Port}.")]
    public static partial void BrokerListens(this ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker at {Host}:{Port}.")]
    public static partial void BrokerConnected(this ILogger logger, string host, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses publishing on {Topic}: {Reason}.")]
    public static partial void PublishRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The broker at {Host} has no session for this service; telemetry that it held may be lost.")]
    public static partial void SessionLost(this ILogger logger, string host);

    [LoggerMessage(Level = LogLevel.Information, Message = "IoTWatch is up: {Address} (data in {Folder}).")]
    public static partial void Started(this ILogger logger, Uri address, string folder);
}
