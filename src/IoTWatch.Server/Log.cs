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
}
