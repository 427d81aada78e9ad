namespace IoTWatch.Learning.Simulation;

/// <summary>What a simulated capture is written as.</summary>
public enum SimulationFormat : byte
{
    /// <summary>One classic pcap of Ethernet frames.</summary>
    Pcap,

    /// <summary>Zeek's conn.log, dns.log, ssl.log and dhcp.log.</summary>
    Zeek,

    /// <summary>The MQTT schemas, one object a line.</summary>
    Jsonl,
}
