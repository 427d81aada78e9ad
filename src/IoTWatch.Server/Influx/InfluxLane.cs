namespace IoTWatch.Server.Influx;

/// <summary>All that serves one database: its buffer, its spool and its sender.</summary>
internal sealed class InfluxLane : IDisposable
{
    public InfluxLane(
        InfluxDatabase database, string folder, InfluxClient client, SenderOptions options, TimeProvider time, Action<SenderStatus> onChange)
    {
        Spool = new Spool(Path.Combine(folder, database.Name), time, database.MayDrop ? options.SpoolBytes : null);
        Buffer = new PointBuffer(Spool, database.MayDrop, options.BatchPoints, options.BatchBytes);
        Sender = new InfluxSender(client, Spool, database, new DeadLetters(Path.Combine(folder, "dead"), time), options, time, onChange);
    }

    public Spool Spool { get; }

    public PointBuffer Buffer { get; }

    public InfluxSender Sender { get; }

    public void Dispose() => Spool.Dispose();
}
