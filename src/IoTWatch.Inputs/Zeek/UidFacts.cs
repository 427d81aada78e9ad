namespace IoTWatch.Inputs.Zeek;

/// <summary>What the logs of a set say together about one connection.</summary>
internal sealed class UidFacts
{
    public string? ServerName { get; set; }

    public string? HttpHost { get; set; }

    /// <summary>A finished connection's row is in the set.</summary>
    public bool HasConn { get; set; }

    /// <summary>Duration in the newest row written while the connection was open; −1 = there is none.</summary>
    public int OpenMs { get; set; } = -1;

    /// <summary>A record of this connection was given out.</summary>
    public bool IsTold { get; set; }
}
