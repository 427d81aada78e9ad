namespace IoTWatch.Server.Influx;

/// <summary>How a sender is doing.</summary>
public enum SenderState : byte
{
    /// <summary>Nothing to send, or all is well.</summary>
    Sending,

    /// <summary>The server is away or busy: waiting, points are kept.</summary>
    Waiting,

    /// <summary>Credentials, database or retention policy stand in the way: points are kept until someone mends it.</summary>
    Misconfigured,

    /// <summary>The server refuses most points (a field type conflict): points are kept, nothing is thrown away.</summary>
    Blocked,
}
