using System.Text;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Influx;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>
/// What other versions and proxies say, from a double: their sentences are from their documentation and source, not
/// from a run.
/// </summary>
public sealed class RudeServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-rude-").FullName;
    private readonly HurriedTime _time = new();

    [Fact]
    public async Task Retry_After_is_honoured_up_to_ten_minutes_and_backing_off_doubles()
    {
        var server = new RudeServer(
            (429, "slow down", "7"), (503, "busy", "86400"), (0, "connection refused", null), (500, "timeout", null));
        var status = await SendAsync(server, "m f=1i 1\n");

        Assert.Equal(["m f=1i 1"], server.Taken);
        Assert.Equal(4, status.Retries);
        var waits = _time.Waits.Where(wait => wait < TimeSpan.FromMinutes(11)).ToList();
        Assert.Equal(TimeSpan.FromSeconds(7), waits[0]);
        Assert.Equal(TimeSpan.FromMinutes(10), waits[1]);
        Assert.All(waits[2..], wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Bad_lines_are_found_by_halving_where_the_server_refuses_the_whole_batch()
    {
        var server = new RudeServer();
        var lines = string.Concat(
            Enumerable.Range(0, 1_000).Select(i => i is 137 or 871 ? $"bad f=oops {i}\n" : $"m f={i}i {i}\n"));
        var status = await SendAsync(server, lines);

        Assert.Equal(998, server.Taken.Distinct().Count());
        Assert.Equal(2, status.Refused);
        Assert.InRange(server.Writes, 20, 65);
        var dead = string.Concat(Directory.EnumerateFiles(Path.Combine(_folder, "dead")).Select(File.ReadAllText));
        Assert.Equal(
            ["bad f=oops 137", "bad f=oops 871"],
            dead.Split('\n').Where(line => line.StartsWith("bad", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Points_older_than_the_server_keeps_are_counted_and_not_tried_again()
    {
        var server = new RudeServer((400, "partial write: points beyond retention policy dropped=1", null));
        var status = await SendAsync(server, "m f=1i 1\n");

        Assert.Equal(1, status.Expired);
        Assert.Equal(1, server.Writes);
        Assert.Equal(0, status.Refused);
    }

    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "forbidden")]
    [InlineData(500, "retention policy not found: weekly")]
    [InlineData(302, "moved")]
    public async Task What_only_a_person_can_mend_is_waited_for_and_nothing_is_lost(int answer, string body)
    {
        var server = new RudeServer((answer, body, null));
        var states = new List<SenderStatus>();
        await SendAsync(server, "m f=1i 1\n", states.Add);

        var misconfigured = Assert.Single(states, status => status.State == SenderState.Misconfigured);
        Assert.Contains(body, misconfigured.Reason, StringComparison.Ordinal);
        Assert.Contains(TimeSpan.FromSeconds(30), _time.Waits);
        Assert.Equal(["m f=1i 1"], server.Taken);
    }

    [Fact]
    public async Task A_server_that_goes_away_while_it_makes_the_database_is_asked_again()
    {
        var server = new RudeServer(
            (404, "database not found", null), (0, "connection refused", null), (404, "database not found", null));
        server.QueryAnswers.Enqueue(RudeServer.Nothing);
        server.QueryAnswers.Enqueue(null);
        await SendAsync(server, "m f=1i 1\n");

        Assert.Equal(2, server.Queries.Count(query => query.Contains("CREATE", StringComparison.Ordinal)));
        Assert.Equal(["m f=1i 1"], server.Taken);
    }

    [Fact]
    public async Task The_field_types_are_asked_for_again_when_the_connection_broke_over_them()
    {
        var server = new RudeServer();
        server.QueryAnswers.Enqueue(null);
        var status = await SendAsync(server, "m f=1i 1\n");

        Assert.Equal(2, server.Queries.Count);
        Assert.Equal(1, status.Retries);
        Assert.Equal(["m f=1i 1"], server.Taken);
    }

    [Theory]
    [InlineData("<html>log in first</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"results\":7}")]
    public async Task An_answer_that_no_server_gives_does_not_end_the_sending(string answer)
    {
        var server = new RudeServer();
        server.QueryAnswers.Enqueue(answer);
        await SendAsync(server, "m f=1i 1\n");

        Assert.Equal(["m f=1i 1"], server.Taken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<SenderStatus> SendAsync(RudeServer server, string lines, Action<SenderStatus>? onChange = null)
    {
        var options = new SenderOptions();
        using var client = new InfluxClient(new InfluxOptions { Url = new Uri("http://127.0.0.1:1") }, options, server);
        using var spool = new Spool(Path.Combine(_folder, "spool"), _time);
        var database = new InfluxDatabase("test", TimeSpan.FromDays(1), TimeSpan.FromDays(1), true, []);
        var sender = new InfluxSender(
            client, spool, database, new DeadLetters(Path.Combine(_folder, "dead"), _time), options, _time,
            onChange ?? (_ => { }));
        spool.Append(Encoding.UTF8.GetBytes(lines), lines.Count(c => c == '\n'));
        using var stop = new CancellationTokenSource();
        var running = sender.RunAsync(stop.Token);
        await spool.DrainedAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await running;
        return sender.Status;
    }
}
