namespace IoTWatch.Inputs.Zeek;

/// <summary>The logs that are understood; flags, because one JSON file may hold rows of several.</summary>
[Flags]
internal enum ZeekLogKind
{
    None = 0,
    Conn = 1,
    Dns = 2,

    /// <summary>ssl, and quic: logs that name a server.</summary>
    Ssl = 4,
    Http = 8,
    Dhcp = 16,

    /// <summary>A row of a connection that is still open: a later row of the same uid replaces it.</summary>
    Open = 32,

    /// <summary>A Zeek log that says nothing about who called whom.</summary>
    Other = 64,
}
