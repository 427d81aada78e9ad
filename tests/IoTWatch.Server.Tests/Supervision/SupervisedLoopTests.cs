using System.Globalization;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Influx;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Tests.Supervision;

public sealed class SupervisedLoopTests : IDisposable
{
    private readonly HurriedTime _time = new();
    private readonly LogLines _log = new();
    private readonly LoopSupervisor _supervisor;
    private readonly SupervisedLoop _loop;
    private readonly CancellationTokenSource _stop = new();

    public SupervisedLoopTests()
    {
        _supervisor = new LoopSupervisor(_time, _log);
        _loop = _supervisor.Add("test", LoopBackoff.Remote);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_step_is_repeated_until_it_works_and_its_episode_is_counted_and_logged_once(
        bool onThread)
    {
        var calls = 0;
        var seen = new List<LoopState>();
        void Work()
        {
            seen.Add(_loop.Status.State);
            if (++calls is > 1 and <= 6)
                throw new IOException($"no room {calls}");
            if (calls == 10)
                _stop.Cancel();
        }

        await RunAsync(Work, onThread);

        Assert.Equal(10, calls);
        Assert.Equal(
            [.. Enumerable.Repeat(LoopState.Running, 2), .. Enumerable.Repeat(LoopState.Failing, 5),
                .. Enumerable.Repeat(LoopState.Running, 3)],
            seen);
        var status = Assert.Single(_supervisor.Statuses);
        Assert.Equal(
            ("test", LoopState.Running, 1, "no room 6"), (status.Name, status.State, status.Failures, status.Error));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains(
            "test failed and is tried again until it works; only the first failure is logged: no room 2", _log.Lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Information test works again after 5 failed attempts", _log.Lines[1], StringComparison.Ordinal);
        Assert.Equal(5, _time.Waits.Count);
        for (var n = 0; n < 5; n++)
            Assert.InRange(_time.Waits[n], LoopBackoff.Remote.Min, LoopBackoff.Remote.Min * Math.Pow(2, n + 1));
    }

    [Fact]
    public async Task A_second_episode_is_counted_again()
    {
        var calls = 0;
        await RunAsync(
            () =>
            {
                if (++calls is 2 or 3 or 5)
                    throw new InvalidOperationException("broken");
                if (calls == 7)
                    _stop.Cancel();
            },
            onThread: false);
        Assert.Equal(2, _loop.Status.Failures);
        Assert.Equal(4, _log.Lines.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_during_the_back_off_ends_the_loop_at_once(bool onThread)
    {
        var supervisor = new LoopSupervisor(TimeProvider.System, _log);
        using var loop = supervisor.Add("slow", new LoopBackoff(TimeSpan.FromHours(1), TimeSpan.FromHours(2)));
        var failed = new TaskCompletionSource();
        Task Work(CancellationToken token)
        {
            failed.TrySetResult();
            throw new IOException("no room");
        }

        var running = onThread
            ? Task.Run(
                () => loop.Run(token => Work(token).GetAwaiter().GetResult(), null, _stop.Token),
                CancellationToken.None)
            : loop.RunAsync(Work, null, _stop.Token);
        await failed.Task;
        await Servers.Eventually.TrueAsync(() => loop.Status.IsFailing, TimeSpan.FromSeconds(30));
        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1, loop.Status.Failures);
    }

    [Fact]
    public async Task A_wait_that_fails_is_a_failure_of_the_loop_and_the_work_follows()
    {
        var (work, waits) = (0, 0);
        await _loop.RunAsync(
            _ =>
            {
                if (++work == 3)
                    _stop.Cancel();
                return Task.CompletedTask;
            },
            _ => ++waits == 1 ? throw new IOException("lost") : Task.CompletedTask, _stop.Token);
        Assert.Equal((3, 1, "lost"), (work, _loop.Status.Failures, _loop.Status.Error));
    }

    [Fact]
    public void An_attempt_inside_another_loop_is_not_repeated_before_its_back_off_is_over()
    {
        var time = new ManualTime();
        using var loop = new LoopSupervisor(time, _log).Add(
            "checkpoint", new LoopBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)));
        var calls = 0;
        void Fail()
        {
            calls++;
            throw new IOException("no room");
        }

        loop.Attempt(Fail);
        loop.Attempt(Fail);
        Assert.Equal((1, 1), (calls, loop.Status.Failures));
        time.Now += TimeSpan.FromSeconds(10);
        loop.Attempt(Fail);
        Assert.Equal((2, 1), (calls, loop.Status.Failures));
        time.Now += TimeSpan.FromSeconds(10);
        loop.Attempt(() => calls++);
        Assert.Equal((3, LoopState.Running), (calls, loop.Status.State));
    }

    [Fact]
    public void Loops_of_one_name_are_told_apart_and_leave_the_list_when_disposed()
    {
        using var second = _supervisor.Add("test");
        Assert.Equal(["test", "test-2"], _supervisor.Statuses.Select(status => status.Name));
        _loop.Dispose();
        Assert.Equal(["test-2"], _supervisor.Statuses.Select(status => status.Name));
    }

    private Task RunAsync(Action work, bool onThread) => onThread
        ? Task.Run(() => _loop.Run(_ => work(), null, _stop.Token))
        : _loop.RunAsync(
            _ =>
            {
                work();
                return Task.CompletedTask;
            },
            null, _stop.Token);

    private sealed class LogLines : ILogger<LoopSupervisor>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {formatter(state, exception)}"));
    }
}
