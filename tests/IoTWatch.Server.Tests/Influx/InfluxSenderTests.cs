using IoTWatch.Server.Influx;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>Against a real influxd 1.6.7.</summary>
public sealed class InfluxSenderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_database_is_made_and_the_points_are_exact(bool gzip)
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url, SenderBench.Quick with { Gzip = gzip });
        bench.Put(0, 12_000);
        bench.Start();
        await bench.Drained();

        Assert.Equal(12_000, await bench.AskAsync("SELECT count(n) FROM reading"));
        Assert.Equal(12_000L * 11_999 / 2, await bench.AskAsync("SELECT sum(n) FROM reading"));
        Assert.Equal(12_000, bench.Sender.Status.Sent);
    }

    [Fact]
    public async Task Writing_three_times_changes_nothing()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url);
        bench.Put(0, 1_000);
        bench.Put(0, 1_000);
        bench.Put(0, 1_000);
        bench.Start();
        await bench.Drained();

        Assert.Equal(1_000, await bench.AskAsync("SELECT count(n) FROM reading"));
        Assert.Equal(999 * 500, await bench.AskAsync("SELECT sum(n) FROM reading"));
    }

    [Fact]
    public async Task A_server_killed_and_started_again_has_every_point_once()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url);
        bench.Start();
        for (var i = 0; i < 20; i++)
            bench.Put(i * 1_000, 1_000);
        await server.KillAsync();
        for (var i = 20; i < 40; i++)
            bench.Put(i * 1_000, 1_000);
        Assert.NotEqual("", (await bench.Entered(SenderState.Waiting)).Reason);
        await server.StartAgainAsync();
        await bench.Drained();

        Assert.Equal(40_000, await bench.AskAsync("SELECT count(n) FROM reading"));
        Assert.Equal(40_000L * 39_999 / 2, await bench.AskAsync("SELECT sum(n) FROM reading"));
    }

    [Fact]
    public async Task A_bad_line_in_the_middle_is_exactly_what_is_laid_aside()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url);
        bench.Put(0, 500);
        var writer = new LineProtocolWriter();
        for (var i = 500; i < 999; i++)
            SenderBench.Reading.Write(writer, i, SenderBench.At(i));
        bench.Spool.Append([.. writer.Written.Span, .. "reading,device=d1 n=oops 17\n"u8], 500);
        bench.Put(999, 501);
        bench.Start();
        await bench.Drained();

        Assert.Equal(1_500, await bench.AskAsync("SELECT count(n) FROM reading"));
        Assert.Equal(1, bench.Sender.Status.Refused);
        Assert.Equal(
            "reading,device=d1 n=oops 17",
            Assert.Single(
                bench.DeadLetterText().Split('\n'), line => line.StartsWith("reading", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_halved_until_it_fits()
    {
        await using var server = await InfluxServer.StartAsync("max-body-size = 20000");
        await using var bench = new SenderBench(server.Url);
        bench.Put(0, 5_000);
        bench.Start();
        await bench.Drained();

        Assert.Equal(5_000, await bench.AskAsync("SELECT count(n) FROM reading"));
        Assert.True(bench.Sender.Status.Splits > 0, "nothing was halved");
    }

    [Fact]
    public async Task A_field_type_conflict_blocks_and_loses_nothing()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url);
        await bench.Client.QueryAsync(null, "CREATE DATABASE test", TestContext.Current.CancellationToken);
        await bench.Client.WriteAsync(
            "test", "reading,device=d1 n=\"poison\" 1\n"u8.ToArray(), TestContext.Current.CancellationToken);
        bench.Put(0, 1_000);
        bench.Start();
        var blocked = await bench.Entered(SenderState.Blocked);

        Assert.Contains("field n of reading", blocked.Reason, StringComparison.Ordinal);
        Assert.Equal("", bench.DeadLetterText());
        await HealAsync(bench);
        await bench.Drained();
        Assert.Equal(1_000, await bench.AskAsync("SELECT count(n) FROM reading"));
    }

    [Fact]
    public async Task A_type_poisoned_while_running_blocks_and_loses_nothing()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url);
        bench.Put(0, 1);
        bench.Start();
        await bench.Drained();
        await bench.Client.QueryAsync("test", "DROP MEASUREMENT reading", TestContext.Current.CancellationToken);
        var poison = $"reading,device=d1 n=\"poison\" {SenderBench.At(0)}\n";
        var written = await bench.Client.WriteAsync(
            "test", System.Text.Encoding.UTF8.GetBytes(poison), TestContext.Current.CancellationToken);
        Assert.True(written.Accepted, written.Error);
        bench.Put(1, 1_000);

        await bench.Entered(SenderState.Blocked);

        Assert.Equal("", bench.DeadLetterText());
        await HealAsync(bench);
        await bench.Drained();
        Assert.Equal(1_000, await bench.AskAsync("SELECT count(n) FROM reading"));
    }

    [Fact]
    public async Task A_missing_database_that_may_not_be_made_is_waited_for()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var bench = new SenderBench(server.Url, SenderBench.Quick with { CreateDatabases = false });
        bench.Put(0, 100);
        bench.Start();
        Assert.Contains("not found", (await bench.Entered(SenderState.Misconfigured)).Reason, StringComparison.Ordinal);

        await bench.Client.QueryAsync(null, "CREATE DATABASE test", TestContext.Current.CancellationToken);
        await bench.Drained();
        Assert.Equal(100, await bench.AskAsync("SELECT count(n) FROM reading"));
    }

    // The server drops series by series: a write at the same moment would be accepted and then lose some.
    private static async Task HealAsync(SenderBench bench)
    {
        await bench.StopAsync();
        await bench.Client.QueryAsync("test", "DROP MEASUREMENT reading", TestContext.Current.CancellationToken);
        bench.Start();
    }
}
