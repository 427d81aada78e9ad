namespace IoTWatch.Server.Detection;

/// <summary>Whether an event is new, by its sequence number.</summary>
public enum SequenceVerdict : byte
{
    New,

    /// <summary>The sensor sent this number with this time before.</summary>
    Duplicate,

    /// <summary>New, and the sensor has restarted its counter.</summary>
    Restarted,
}
