namespace IoTWatch.Server.Bridge;

/// <summary>Whether a message on an ingest topic was stored.</summary>
public enum IngestOutcome : byte
{
    /// <summary>On disk: acknowledge it.</summary>
    Journaled,

    /// <summary>Dropped and counted: acknowledge it, or it is sent again forever.</summary>
    Discarded,

    /// <summary>Not stored: do not acknowledge it, so that the sensor keeps it and sends it again.</summary>
    Refused,
}
