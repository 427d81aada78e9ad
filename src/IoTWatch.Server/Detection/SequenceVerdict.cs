namespace IoTWatch.Server.Detection;

/// <summary>What a sequence number says about an event.</summary>
public enum SequenceVerdict : byte
{
    New,

    /// <summary>This sensor sent this number with this time before.</summary>
    Duplicate,

    /// <summary>New, and the sensor counts from another place now: it was restarted or lost its counter.</summary>
    Restarted,
}
