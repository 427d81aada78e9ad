namespace IoTWatch.Server.Influx;

/// <summary>A sender's figures at one moment.</summary>
/// <param name="Expired">Requests in which the server left out points older than it keeps.</param>
/// <param name="Dropped">Lines lost to a full spool.</param>
/// <param name="OldestAt">When the oldest line not yet sent was written to the spool; null when all was sent.</param>
public sealed record SenderStatus(
    string Database, SenderState State, string Reason, long Sent, long Retries, long Splits, long Refused, long Expired,
    long Dropped, long TornSegments, long SpoolBytes, DateTime? OldestAt);
