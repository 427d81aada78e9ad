using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Influx;
using IoTWatch.Server.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace IoTWatch.Server.Tests.Feed;

public class AlertFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_reader_hears_every_change_in_order_from_its_subscription_on()
    {
        var feed = new AlertFeed();
        Tell(feed, 1);
        var heard = new List<long>();
        var done = new TaskCompletionSource();
        using var reader = feed.Subscribe(stored =>
        {
            heard.Add(stored.Sequence);
            if (stored.Sequence == 100)
                done.SetResult();
        });
        for (var n = 2; n <= 100; n++)
            Tell(feed, n);
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(2, 99).Select(n => (long)n), heard);
    }

    [Fact]
    public async Task A_slow_reader_loses_the_oldest_is_told_how_many_and_holds_nobody_up()
    {
        var feed = new AlertFeed();
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        var heard = new List<long>();
        var lost = 0L;
        const int total = 2 + AlertFeed.ReaderCapacity + 50;
        using var slow = feed.Subscribe(
            stored =>
            {
                heard.Add(stored.Sequence);
                begun.TrySetResult();
                gate.Wait(Patience);
                if (stored.Sequence == total)
                    done.SetResult();
            },
            count => lost += count);
        Tell(feed, 1);
        await begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        for (var n = 2; n <= total; n++)
            Tell(feed, n);
        gate.Set();
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(51, lost);
        Assert.Equal(51, feed.Lost);
        Assert.Equal(
            [1, .. Enumerable.Range(total - AlertFeed.ReaderCapacity + 1, AlertFeed.ReaderCapacity)
                .Select(n => (long)n)],
            heard);
    }

    [Fact]
    public async Task A_change_for_which_a_reader_throws_comes_again_and_one_for_which_it_always_throws_is_counted_as_lost()
    {
        var supervisor = new LoopSupervisor(new HurriedTime(), NullLogger<LoopSupervisor>.Instance);
        var feed = new AlertFeed(supervisor);
        var done = new TaskCompletionSource();
        var (heard, lost) = (new List<long>(), 0L);
        using var reader = feed.Subscribe(
            stored =>
            {
                heard.Add(stored.Sequence);
                if (stored.Sequence == 3 || (stored.Sequence == 2 && heard.Count(n => n == 2) == 1))
                    throw new InvalidOperationException("cannot be rendered");
                if (stored.Sequence == 4)
                    done.SetResult();
            },
            count => lost += count);
        for (var n = 1; n <= 4; n++)
            Tell(feed, n);
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 2, 3, 3, 3, 4], heard);
        Assert.Equal((1, 1), (lost, feed.Lost));
        await Eventually.TrueAsync(() => supervisor.Statuses[0] is { Name: "live-feed", IsFailing: false }, Patience);
        Assert.Equal(1, supervisor.Statuses[0].Failures);
        Assert.Equal("cannot be rendered", supervisor.Statuses[0].Error);
    }

    [Fact]
    public void Whoever_leaves_is_forgotten()
    {
        var feed = new AlertFeed();
        var reader = feed.Subscribe(_ => { });
        Assert.Equal(1, feed.Readers);
        reader.Dispose();
        Assert.Equal(0, feed.Readers);
    }

    private static void Tell(AlertFeed feed, long sequence) =>
        feed.Changed(new StoredAlert(sequence, Some.Alert()), Some.New());
}
