namespace IoTWatch.Server.Tests.Web;

public sealed class LiveAlertsTests
{
    [Fact]
    public async Task What_happened_since_the_last_event_id_comes_first_and_nothing_twice()
    {
        await using var host = await WebHost.StartAsync();
        for (var i = 1; i <= 5; i++)
            host.Publish(SomeAlert.Of($"a{i}"));
        using var stream = await host.OpenLiveAsync(lastEventId: 2);
        Assert.Equal([(3, "alert-a3"), (4, "alert-a4"), (5, "alert-a5")], await RowsAsync(stream, 3));

        host.Publish(SomeAlert.Of("a6"));

        Assert.Equal([(6, "alert-a6")], await RowsAsync(stream, 1));
    }

    [Fact]
    public async Task Every_reader_gets_each_change_in_order()
    {
        await using var host = await WebHost.StartAsync();
        using var first = await host.OpenLiveAsync(null);
        using var second = await host.OpenLiveAsync(null);
        for (var i = 1; i <= 40; i++)
            host.Publish(SomeAlert.Of($"a{i}"));

        var expected = Enumerable.Range(1, 40).Select(i => (i, $"alert-a{i}"));
        Assert.Equal(expected, await RowsAsync(first, 40));
        Assert.Equal(expected, await RowsAsync(second, 40));
    }

    [Fact]
    public async Task A_stream_far_behind_is_told_how_much_it_missed()
    {
        await using var host = await WebHost.StartAsync();
        for (var i = 1; i <= 1_500; i++)
            host.Alerts.Put(SomeAlert.Of($"a{i}"));
        using var stream = await host.OpenLiveAsync(lastEventId: 0);

        string? line;
        do
            line = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line != "event: lost");

        Assert.Equal("data: 500", await stream.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_clock_of_the_last_observation_is_part_of_the_stream()
    {
        await using var host = await WebHost.StartAsync();
        host.Status.LastObservationAt = SomeAlert.At;
        using var stream = await host.OpenLiveAsync(null);
        host.Publish(SomeAlert.Of("a"));

        string? line;
        do
            line = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is not null && !line.Contains("14:03:22</time>", StringComparison.Ordinal)
            || line!.Contains("<tr", StringComparison.Ordinal));

        Assert.Contains("last observation", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_ends_at_once_although_a_page_is_open()
    {
        var host = await WebHost.StartAsync();
        using var stream = await host.OpenLiveAsync(null);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static async Task<List<(int Id, string Row)>> RowsAsync(StreamReader stream, int count)
    {
        var rows = new List<(int, string)>();
        var id = 0;
        while (rows.Count < count && await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = int.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            else if (line.Contains("<tr id=\"", StringComparison.Ordinal))
                rows.Add((id, line.Split('"')[1]));
        return rows;
    }
}
