namespace IoTWatch.Server.Bridge;

/// <summary>What became of a message on an ingest topic.</summary>
public enum IngestOutcome : byte
{
    /// <summary>On disk: acknowledge it.</summary>
    Journaled,

    /// <summary>Left out for good and counted: acknowledge it, or it comes for ever.</summary>
    Discarded,

    /// <summary>Not taken now: do not acknowledge it, the sensor keeps it and sends it again.</summary>
    Refused,
}
