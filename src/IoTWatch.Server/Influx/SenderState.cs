namespace IoTWatch.Server.Influx;

/// <summary>The state of a sender, in the order of severity.</summary>
public enum SenderState : byte
{
    /// <summary>The last batch was sent, or there is nothing to send.</summary>
    Sending,

    /// <summary>The server is away or busy: points are kept.</summary>
    Waiting,

    /// <summary>The spool cannot be read or written: points are kept, and the step is tried again.</summary>
    Failing,

    /// <summary>
    /// Credentials, database or retention policy are wrong: points are kept until a person corrects it.
    /// </summary>
    Misconfigured,

    /// <summary>The server refuses most points (a field type conflict): points are kept, none is dropped.</summary>
    Blocked,
}
