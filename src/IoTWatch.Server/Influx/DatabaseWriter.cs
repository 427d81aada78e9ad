namespace IoTWatch.Server.Influx;

/// <summary>All that serves one database: its buffer, its spool and its sender.</summary>
internal sealed class DatabaseWriter : IDisposable
{
    private readonly Spool _spool;

    public DatabaseWriter(
        InfluxDatabase database, string folder, InfluxClient client, SenderOptions options, TimeProvider time, Action<SenderStatus> onChange)
    {
        _spool = new Spool(Path.Combine(folder, database.Name), time, database.MayDrop ? options.SpoolBytes : null);
        Buffer = new PointBuffer(_spool, database.MayDrop, options.BatchPoints, options.BatchBytes);
        Sender = new InfluxSender(client, _spool, database, new DeadLetters(Path.Combine(folder, "dead"), time), options, time, onChange);
    }

    public PointBuffer Buffer { get; }

    public InfluxSender Sender { get; }

    public void Dispose() => _spool.Dispose();
}
