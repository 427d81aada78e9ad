namespace IoTWatch.Server.Influx;

/// <summary>Empties one spool into one database, and says how it is going.</summary>
/// <remarks>
/// One batch at a time, until it is stored or known to be refused; only then the spool's cursor moves. Waiting doubles from
/// <see cref="SenderOptions.FirstBackoff"/> with full jitter and honours Retry-After. Nothing but a full spool ever loses a point.
/// </remarks>
public sealed class InfluxSender(
    InfluxClient client, Spool spool, InfluxDatabase database, DeadLetters dead, SenderOptions options, TimeProvider time, Action<SenderStatus> onChange)
{
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

    /// <summary>Sends until stopped; <paramref name="stop"/> ends it without an exception.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
                await StepAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not sent stays in the spool.
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
                spool.Advance(batch.Next);
                _refused += delivery.Refused.Count;
                _expired += delivery.Expired;
                _sent += batch.Count - delivery.Refused.Count;
                _failures = 0;
                (_creationTried, _creationError) = (false, "");
                Enter(SenderState.Sending, "");
                break;
            case BatchOutcome.NoDatabase when await CreateAsync(stop):
                break;
            case BatchOutcome.NoDatabase or BatchOutcome.Misconfigured:
                await WaitAsync(SenderState.Misconfigured, delivery.Reason + _creationError, options.MisconfiguredRetry, stop);
                break;
            case BatchOutcome.Blocked:
                await WaitAsync(SenderState.Blocked, delivery.Reason, options.BlockedRetry, stop);
                break;
            default:
                await WaitAsync(SenderState.Waiting, delivery.Reason, Backoff(delivery.RetryAfter), stop);
                break;
        }
    }

    /// <summary>Once before the first point: a wrong field type on the server would have most of what follows refused.</summary>
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
        catch (HttpRequestException e) when (e.StatusCode is null && (e.HttpRequestError != HttpRequestError.Unknown || e.InnerException is IOException))
        {
            await WaitAsync(SenderState.Waiting, e.Message, Backoff(null), stop);
            return false;
        }
        catch (HttpRequestException)
        {
            // A server that does not let us look (no right to, database not there yet) says on the write what is wrong.
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
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            _creationError = $"; creating it failed: {e.Message}";
            return false;
        }
    }

    private TimeSpan Backoff(TimeSpan? retryAfter)
    {
        var most = Math.Min(options.FirstBackoff.TotalSeconds * Math.Pow(2, _failures), options.LongestBackoff.TotalSeconds);
        var wait = TimeSpan.FromSeconds(most * Random.Shared.NextDouble());
        var asked = retryAfter < options.LongestRetryAfter ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : options.LongestRetryAfter;
        return asked > wait ? asked : wait;
    }

    private async Task WaitAsync(SenderState state, string reason, TimeSpan wait, CancellationToken stop)
    {
        _failures = Math.Min(_failures + 1, 30);
        _retries++;
        Enter(state, reason);
        await Task.Delay(wait, time, stop);
        // What stood in the way of the database may be over: a server that was killed over it, a right that was missing.
        (_creationTried, _creationError) = (false, "");
    }

    private void Enter(SenderState state, string reason)
    {
        var news = state != _state || reason != _reason;
        (_state, _reason) = (state, reason);
        if (news)
            onChange(Status);
    }
}
