using Microsoft.Extensions.Logging;

namespace IoTWatch.Server;

/// <summary>Every sentence the service logs. No secret and no payload is ever among them.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Sink} failed; the other outputs go on. Further failures are only counted.")]
    public static partial void SinkFailed(this ILogger logger, string sink, Exception error);
}
