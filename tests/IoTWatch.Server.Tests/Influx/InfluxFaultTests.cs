using IoTWatch.Core.Observations;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Servers;
using IoTWatch.Server.Tests.Web;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>The sink and its senders while the disk under the spool fails.</summary>
public sealed class InfluxFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly LoopSupervisor _supervisor = new();
    private readonly RudeServer _server = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sender_that_cannot_write_its_cursor_says_so_and_goes_on_afterwards_without_losing_a_point()
    {
        var options = SenderBench.Quick;
        var states = new List<SenderStatus>();
        using var client = new InfluxClient(
            new InfluxOptions { Url = new Uri("http://127.0.0.1:1") }, options, _server);
        using var spool = new Spool(_folder.File("spool"), TimeProvider.System);
        var database = new InfluxDatabase("test", TimeSpan.FromDays(1), TimeSpan.FromDays(1), true, []);
        var dead = new DeadLetters(_folder.File("dead"), TimeProvider.System);
        var sender = new InfluxSender(
            client, spool, database, dead, options, TimeProvider.System, states.Add, _supervisor);
        // A folder in the place of the file makes every write fail, also for root.
        var obstacle = Path.Combine(_folder.File("spool"), "cursor.new");
        Directory.CreateDirectory(obstacle);
        using var stop = new CancellationTokenSource();
        var running = sender.RunAsync(stop.Token);
        spool.Append("m f=1i 1\n"u8, 1);
        await Eventually.TrueAsync(() => Loop("influx-send-test").IsFailing, Patience);
        spool.Append("m f=2i 2\n"u8, 1);
        await Eventually.TrueAsync(() => sender.Status.State == SenderState.Failing, Patience);
        Assert.Contains("cursor.new", sender.Status.Reason, StringComparison.Ordinal);

        Directory.Delete(obstacle);
        spool.Append("m f=3i 3\n"u8, 1);
        await spool.DrainedAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => !Loop("influx-send-test").IsFailing, Patience);
        Assert.Equal(["m f=1i 1", "m f=2i 2", "m f=3i 3"], _server.Taken.Distinct());
        Assert.Equal(SenderState.Sending, sender.Status.State);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_spool_that_cannot_be_written_is_one_failure_and_its_points_are_sent_when_it_can()
    {
        var status = new ServiceStatus(TimeProvider.System, new IngestStatistics(), _supervisor);
        await using var sink = new InfluxSink(
            new InfluxOptions { Url = new Uri("http://127.0.0.1:1") },
            SenderBench.Quick with { BatchTime = TimeSpan.FromMilliseconds(20) }, _folder.Path, new ListAlerts(),
            status, TimeProvider.System, _server, _supervisor);
        sink.Start();
        // A file in the place of the folder makes every new segment fail, also for root.
        var spool = _folder.File("iotwatch_flows");
        Directory.Move(spool, spool + ".away");
        File.WriteAllText(spool, "");
        for (var n = 0; n < 5; n++)
            sink.Observed(Flow(n));
        await Eventually.TrueAsync(() => Loop("influx-flush").IsFailing, Patience);
        sink.Observed(Flow(5));
        sink.FlushOrReport();
        Assert.Equal(LinkState.Down, status.Influx.State);
        Assert.Contains("the spool cannot be written", status.Influx.Detail, StringComparison.Ordinal);
        Assert.Contains(status.Loops, loop => loop is { Name: "influx-flush", IsFailing: true });

        File.Delete(spool);
        Directory.Move(spool + ".away", spool);
        await Eventually.TrueAsync(() => !Loop("influx-flush").IsFailing, Patience);
        await sink.DrainedAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(6, _server.Taken.Count(line => line.StartsWith("flow", StringComparison.Ordinal)));
        Assert.Equal(1, Loop("influx-flush").Failures);
        await Eventually.TrueAsync(() => status.Influx.State == LinkState.Up, Patience);
    }

    private LoopStatus Loop(string name) => _supervisor.Find(name)!;

    private static FlowObservation Flow(int second) => new()
    {
        At = Some.Start.AddSeconds(second),
        Mac = new MacAddress(0x5ccf7f07f1a2),
        Source = new(IpAddress.Parse("192.168.1.50"), 49152),
        Destination = new(IpAddress.Parse("203.0.113.44"), 443),
        Protocol = TransportProtocol.Tcp,
        BytesOut = second,
        BytesIn = 9,
    };
}
