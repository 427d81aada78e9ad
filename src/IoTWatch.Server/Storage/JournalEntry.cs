using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Server.Storage;

/// <summary>A telemetry message as it came: the raw payload and where it belongs.</summary>
/// <param name="Id">Rises with every message and is never given twice.</param>
/// <param name="ReceivedMs">When it came, epoch milliseconds by the service's clock.</param>
public sealed record JournalEntry(long Id, long ReceivedMs, string Sensor, TelemetryKind Kind, byte[] Payload)
{
    /// <summary>Stands in the place of a telemetry kind: the message is a person's decision.</summary>
    public const TelemetryKind DecisionKind = (TelemetryKind)255;

    /// <summary>Stands in the place of a sensor's id, and can be none: ids have no blanks.</summary>
    public const string DeskName = "the desk";

    /// <summary>The same for the wall clock's ticks.</summary>
    public const string ClockName = "the clock";

    public bool IsDecision => Kind == DecisionKind;
}
