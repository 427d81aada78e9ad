namespace IoTWatch.Server.Feed;

/// <summary>How a link to another program (broker, InfluxDB) or to the store is doing.</summary>
public enum LinkState : byte
{
    /// <summary>Not configured.</summary>
    Off,

    Connecting,

    Up,

    Down,

    /// <summary>Refused in a way that only a person can mend.</summary>
    Misconfigured,
}
