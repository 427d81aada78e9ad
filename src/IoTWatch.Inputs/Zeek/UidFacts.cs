namespace IoTWatch.Inputs.Zeek;

/// <summary>The facts about one connection from all logs of a set.</summary>
internal sealed class UidFacts
{
    public string? ServerName { get; set; }

    public string? HttpHost { get; set; }

    /// <summary>True if the set has a conn row of the connection.</summary>
    public bool HasConn { get; set; }

    /// <summary>The duration in the newest row of the open connection; −1 if there is no such row.</summary>
    public int OpenMs { get; set; } = -1;

    /// <summary>True if an observation of this connection was returned.</summary>
    public bool IsPublished { get; set; }
}
