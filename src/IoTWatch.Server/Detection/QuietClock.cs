using System.Buffers;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Detection;

/// <summary>Moves event time on by the wall clock while nothing is observed, so that quiet channels settle and incidents end.</summary>
/// <remarks>
/// Only while event time keeps up with the clock: it must be within <see cref="Near"/>, or what comes in is an old capture whose time is its own.
/// A minute is left for telemetry on its way. A tick goes through the journal like everything that the detector knows; it is no observation,
/// so the pages go on to say when something was last seen.
/// </remarks>
public sealed class QuietClock(Journal journal, ServiceStatus status, TimeProvider time)
{
    public static readonly TimeSpan Near = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);
    private readonly ArrayBufferWriter<byte> _tick = new(128);
    private DateTime _reachedAt;

    /// <summary>Journals a tick where one is due.</summary>
    public void Beat()
    {
        if (status.LastObservationAt is { } observed && observed > _reachedAt)
            _reachedAt = observed;
        var at = time.GetUtcNow().UtcDateTime - Lag;
        if (at - _reachedAt < Step || at - _reachedAt > Near || journal.IsFull)
            return;
        _reachedAt = at;
        _tick.ResetWrittenCount();
        TelemetryCodec.Encode(new TickObservation { At = at }, -1, _tick);
        _ = journal.TryAppend(JournalEntry.ClockName, TelemetryKind.Tick, _tick.WrittenSpan.ToArray());
    }
}
