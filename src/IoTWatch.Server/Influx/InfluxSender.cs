using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Influx;

/// <summary>Sends the batches of one spool to one database, and reports its state.</summary>
/// <remarks>
/// One batch at a time, until it is stored or known to be refused; only then the cursor of the spool moves. After an
/// answer of the server that says "later" it waits with <see cref="LoopBackoff"/> and respects Retry-After; after an
/// error on this side, such as a full disk, its loop is failing and tries again. Points are lost by a full spool
/// only.
/// </remarks>
public sealed class InfluxSender(
    InfluxClient client, Spool spool, InfluxDatabase database, DeadLetters dead, SenderOptions options,
    TimeProvider time,
    Action<SenderStatus> onChange, LoopSupervisor? supervisor = null)
{
    private const int MaxFailures = 30;

    private readonly LoopBackoff _backoff = new(options.MinBackoff, options.MaxBackoff);
    private readonly SupervisedLoop _loop = (supervisor ?? new LoopSupervisor())
        .Add("influx-send-" + database.Name, new LoopBackoff(options.MinBackoff, options.MaxBackoff));
    private SenderState _state;
    private string _reason = "";
    private long _sent, _retries, _splits, _refused, _expired;
    private DateTime? _oldestAt;
    private int _failures;
    private bool _schemaIsRight;
    private bool _creationTried;
    private string _creationError = "";

    public SenderStatus Status => new(
        database.Name, _state, _reason, _sent, _retries, _splits, _refused, _expired,
        spool.DroppedLines, spool.TornSegments, spool.PendingBytes, _oldestAt);

    /// <summary>Sends until stopped; ends without an exception. What was not sent stays in the spool.</summary>
    public Task RunAsync(CancellationToken stop) => _loop.RunAsync(SendOneAsync, wait: null, stop);

    private async Task SendOneAsync(CancellationToken stop)
    {
        try
        {
            await StepAsync(stop);
            if (_state == SenderState.Failing)
                Enter(SenderState.Sending, "");
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Enter(SenderState.Failing, error.Message);
            throw;
        }
    }

    private async Task StepAsync(CancellationToken stop)
    {
        if (spool.Peek(options.BatchPoints, options.BatchBytes) is not { } batch)
        {
            _oldestAt = null;
            await spool.WaitAsync(stop);
            return;
        }
        _oldestAt = batch.WrittenAt;
        if (!await CheckSchemaAsync(stop))
            return;
        var delivery = new BatchDelivery(client, database.Name);
        var outcome = await delivery.SendAsync(batch.Lines, stop);
        _splits += delivery.Splits;
        switch (outcome)
        {
            case BatchOutcome.Done:
                dead.Add(delivery.Refused);
                _refused += delivery.Refused.Count;
                _expired += delivery.Expired;
                _sent += batch.Count - delivery.Refused.Count;
                _failures = 0;
                (_creationTried, _creationError) = (false, "");
                spool.Advance(batch.Next);
                Enter(SenderState.Sending, "");
                break;
            case BatchOutcome.NoDatabase when await CreateAsync(stop):
                break;
            case BatchOutcome.NoDatabase or BatchOutcome.Misconfigured:
                await WaitAsync(
                    SenderState.Misconfigured, delivery.Reason + _creationError, options.MisconfiguredRetry, stop);
                break;
            case BatchOutcome.Blocked:
                await WaitAsync(SenderState.Blocked, delivery.Reason, options.BlockedRetry, stop);
                break;
            default:
                await WaitAsync(SenderState.Waiting, delivery.Reason, Backoff(delivery.RetryAfter), stop);
                break;
        }
    }

    /// <summary>Compares the field types of the server with the schema before the first point is sent.</summary>
    /// <remarks>With a wrong field type on the server most later points would be refused.</remarks>
    private async Task<bool> CheckSchemaAsync(CancellationToken stop)
    {
        if (_schemaIsRight)
            return true;
        try
        {
            var conflicts = await SchemaCheck.FindConflictsAsync(client, database, stop);
            if (conflicts.Count > 0)
            {
                await WaitAsync(SenderState.Blocked, string.Join("; ", conflicts), options.BlockedRetry, stop);
                return false;
            }
        }
        catch (HttpRequestException e) when (IsUnreachable(e))
        {
            await WaitAsync(SenderState.Waiting, e.Message, Backoff(null), stop);
            return false;
        }
        catch (HttpRequestException)
        {
            // No right to query, or no database yet: the answer to the write gives the reason.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await WaitAsync(SenderState.Waiting, "no answer in time", Backoff(null), stop);
            return false;
        }
        return _schemaIsRight = true;
    }

    private async Task<bool> CreateAsync(CancellationToken stop)
    {
        if (!options.CreateDatabases || _creationTried)
            return false;
        _creationTried = true;
        try
        {
            await client.QueryAsync(null, database.CreateStatement(options.ApplyRetention), stop);
            return true;
        }
        catch (Exception e) when (
            e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            _creationError = $"; creating it failed: {e.Message}";
            return false;
        }
    }

    private static bool IsUnreachable(HttpRequestException error) =>
        error.StatusCode is null
        && (error.HttpRequestError != HttpRequestError.Unknown || error.InnerException is IOException);

    private TimeSpan Backoff(TimeSpan? retryAfter)
    {
        var wait = _backoff.Delay(_failures, Random.Shared);
        if (retryAfter is not { } asked)
            return wait;
        asked = asked < options.MaxRetryAfter ? asked : options.MaxRetryAfter;
        return asked > wait ? asked : wait;
    }

    private async Task WaitAsync(SenderState state, string reason, TimeSpan wait, CancellationToken stop)
    {
        _failures = Math.Min(_failures + 1, MaxFailures);
        _retries++;
        Enter(state, reason);
        await Task.Delay(wait, time, stop);
        // The reason may be gone: a server that was down, or a missing right.
        (_creationTried, _creationError) = (false, "");
    }

    private void Enter(SenderState state, string reason)
    {
        var isChanged = state != _state || reason != _reason;
        (_state, _reason) = (state, reason);
        if (isChanged)
            onChange(Status);
    }
}
