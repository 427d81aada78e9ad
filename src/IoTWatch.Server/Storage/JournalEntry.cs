using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Server.Storage;

/// <summary>One message of the journal: the payload as it was received, its sensor and kind.</summary>
/// <param name="Id">Increases with every message and is never reused.</param>
/// <param name="ReceivedMs">When it was received, epoch milliseconds by the clock of the service.</param>
public sealed record JournalEntry(long Id, long ReceivedMs, string Sensor, TelemetryKind Kind, byte[] Payload)
{
    /// <summary>The kind of a message that is a person's decision and not telemetry.</summary>
    public const TelemetryKind DecisionKind = (TelemetryKind)255;

    /// <summary>The sensor of decisions. Ids of real sensors have no blanks.</summary>
    public const string DecisionSensor = "the desk";

    /// <summary>The sensor of ticks of the wall clock.</summary>
    public const string ClockSensor = "the clock";

    public bool IsDecision => Kind == DecisionKind;
}
