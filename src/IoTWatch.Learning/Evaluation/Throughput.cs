namespace IoTWatch.Learning.Evaluation;

/// <summary>How fast it went on this machine: never the same twice, and kept apart from the figures that are.</summary>
/// <param name="Read">Packets and rows read, or observations made.</param>
public sealed record Throughput(string Name, double Seconds, long Read, long Observations, long Channels)
{
    public double ReadPerSecond => Read / Math.Max(Seconds, 1e-6);

    public double ChannelsPerSecond => Channels / Math.Max(Seconds, 1e-6);
}
