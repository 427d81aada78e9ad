namespace IoTWatch.Server.Supervision;

/// <summary>The state of one background loop.</summary>
/// <param name="Failures">
/// How many times it began to fail since the service started; retries of one failure are not counted.
/// </param>
/// <param name="Error">The message of the last failure; null if there was none. It stays after a recovery.</param>
/// <param name="Since">When the loop entered its present state.</param>
public sealed record LoopStatus(string Name, LoopState State, long Failures, string? Error, DateTimeOffset Since)
{
    public bool IsFailing => State == LoopState.Failing;
}
