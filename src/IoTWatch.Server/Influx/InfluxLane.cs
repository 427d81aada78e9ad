using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Influx;

/// <summary>The buffer, the spool and the sender of one database.</summary>
internal sealed class InfluxLane : IDisposable
{
    public InfluxLane(
        InfluxDatabase database, string folder, InfluxClient client, SenderOptions options, TimeProvider time,
        Action<SenderStatus> onChange, LoopSupervisor supervisor)
    {
        Spool = new Spool(Path.Combine(folder, database.Name), time, database.MayDrop ? options.SpoolBytes : null);
        Buffer = new PointBuffer(Spool, database.MayDrop, options.BatchPoints, options.BatchBytes);
        var dead = new DeadLetters(Path.Combine(folder, "dead"), time);
        Sender = new InfluxSender(client, Spool, database, dead, options, time, onChange, supervisor);
    }

    public Spool Spool { get; }

    public PointBuffer Buffer { get; }

    public InfluxSender Sender { get; }

    public void Dispose() => Spool.Dispose();
}
