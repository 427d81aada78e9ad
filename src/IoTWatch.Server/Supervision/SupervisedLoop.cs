using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace IoTWatch.Server.Supervision;

/// <summary>Runs one background loop and retries its work after every failure until it is stopped.</summary>
/// <remarks>
/// A loop repeats <c>work</c>, then <c>wait</c> (for the next thing to do). After an exception of either it waits for
/// the back-off and starts with <c>work</c> again. Consecutive failures are one episode: its beginning is counted and
/// logged, and so is its end. Polly.Core executes the retries. A part of the service that has no loop of its own,
/// because it runs inside another loop or a request, reports through <see cref="Failed"/>, <see cref="Succeeded"/>
/// and <see cref="Attempt"/>.
/// </remarks>
public sealed class SupervisedLoop : IDisposable
{
    private const int MaxErrorLength = 300;

    private readonly ResiliencePipeline _retry;
    private readonly LoopBackoff _backoff;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<SupervisedLoop> _remove;
    private readonly Lock _lock = new();
    private volatile LoopStatus _status;
    private int _attempts;
    private DateTimeOffset _nextAttemptAt;

    internal SupervisedLoop(
        string name, LoopBackoff backoff, TimeProvider time, ILogger logger, Action<SupervisedLoop> remove)
    {
        (_backoff, _time, _logger, _remove) = (backoff, time, logger, remove);
        _status = new LoopStatus(name, LoopState.Running, 0, null, time.GetUtcNow());
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = attempt => new(
                    attempt.Outcome.Exception is not null
                        && !attempt.Context.CancellationToken.IsCancellationRequested),
                // Polly's own jitter has no lower bound, and none is left once the delay has reached its maximum.
                DelayGenerator = _ => new((TimeSpan?)_backoff.Delay(_attempts + 1, Random.Shared)),
                OnRetry = attempt =>
                {
                    Failed(attempt.Outcome.Exception!);
                    return default;
                },
            })
            .Build();
    }

    public string Name => _status.Name;

    public LoopStatus Status => _status;

    /// <summary>Repeats the work until stopped; ends without an exception.</summary>
    /// <param name="work">Called first, and again after every failure.</param>
    /// <param name="wait">Ends when there is more to do; null if <paramref name="work"/> waits itself.</param>
    /// <param name="stop">Ends the loop, also during a wait.</param>
    public async Task RunAsync(
        Func<CancellationToken, Task> work, Func<CancellationToken, Task>? wait, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (!stop.IsCancellationRequested)
                await _retry.ExecuteAsync(
                    async token =>
                    {
                        await work(token).ConfigureAwait(false);
                        Succeeded();
                        if (wait is not null)
                            await wait(token).ConfigureAwait(false);
                    },
                    stop).ConfigureAwait(false);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Stopping interrupts the work wherever it is; only an attempt that is repeated can fail.
        }
    }

    /// <summary>As <see cref="RunAsync"/>, on the calling thread.</summary>
    public void Run(Action<CancellationToken> work, Action<CancellationToken>? wait, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                _retry.Execute(
                    token =>
                    {
                        work(token);
                        Succeeded();
                        wait?.Invoke(token);
                    },
                    stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // As above.
        }
    }

    /// <summary>
    /// Runs a step once and records the outcome; does nothing while the back-off after its last failure lasts.
    /// </summary>
    public void Attempt(Action step)
    {
        if (_time.GetUtcNow() < _nextAttemptAt)
            return;
#pragma warning disable CA1031 // Every failure is recorded and the step is attempted again.
        try
        {
            step();
            Succeeded();
        }
        catch (Exception error)
        {
            Failed(error);
            _nextAttemptAt = _time.GetUtcNow() + _backoff.Delay(_attempts, Random.Shared);
        }
#pragma warning restore CA1031
    }

    /// <summary>Records a failed attempt; the first of an episode is counted and logged.</summary>
    public void Failed(Exception error)
    {
        var message = (error is AggregateException ? error.GetBaseException() : error).Message;
        message = message.Length > MaxErrorLength ? message[..MaxErrorLength] + "…" : message;
        bool begins;
        lock (_lock)
        {
            _attempts++;
            begins = !_status.IsFailing;
            _status = begins
                ? new LoopStatus(Name, LoopState.Failing, _status.Failures + 1, message, _time.GetUtcNow())
                : _status with { Error = message };
        }
        if (begins)
            _logger.LoopFailed(Name, message, IsExpected(error) ? null : error);
    }

    /// <summary>Records a successful attempt; the end of an episode is logged.</summary>
    public void Succeeded()
    {
        if (!_status.IsFailing)
            return;
        LoopStatus failing;
        int attempts;
        lock (_lock)
        {
            (failing, attempts) = (_status, _attempts);
            if (!failing.IsFailing)
                return;
            _attempts = 0;
            _status = failing with { State = LoopState.Running, Since = _time.GetUtcNow() };
        }
        _logger.LoopRecovered(Name, attempts, _status.Since - failing.Since);
    }

    /// <summary>Removes the loop from the list of its supervisor.</summary>
    public void Dispose() => _remove(this);

    /// <summary>Failures of the surroundings, for which a stack trace says nothing more.</summary>
    private static bool IsExpected(Exception error) =>
        error is IOException or UnauthorizedAccessException or TimeoutException
            or Microsoft.Data.Sqlite.SqliteException;
}
