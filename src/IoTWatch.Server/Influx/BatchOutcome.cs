namespace IoTWatch.Server.Influx;

/// <summary>What became of a batch.</summary>
internal enum BatchOutcome : byte
{
    /// <summary>All lines are stored, or found to be refused for good.</summary>
    Done,
    Unavailable,
    Misconfigured,
    NoDatabase,
    Blocked,
}
