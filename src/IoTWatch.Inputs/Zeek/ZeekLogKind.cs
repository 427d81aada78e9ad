namespace IoTWatch.Inputs.Zeek;

/// <summary>The kinds of Zeek log; flags, because one JSON file may hold rows of several logs.</summary>
[Flags]
internal enum ZeekLogKind
{
    None = 0,
    Conn = 1,
    Dns = 2,

    /// <summary>The ssl and quic logs, which name a server.</summary>
    Ssl = 4,
    Http = 8,
    Dhcp = 16,

    /// <summary>A log of connections that are still open; a later row of the same uid replaces the row.</summary>
    Open = 32,

    /// <summary>A Zeek log that is not used.</summary>
    Other = 64,
}
