using System.Buffers;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Detection;

/// <summary>
/// Advances event time by the wall clock while nothing is observed, so that incidents of silent channels end.
/// </summary>
/// <remarks>
/// Only while event time is within <see cref="MaxLag"/> of the clock; otherwise the input is an old capture with
/// times of its own. Ticks stay a minute behind the clock, for telemetry on its way. A tick goes through the journal
/// like all input of the detector. It is no observation: the pages do not show it as one.
/// </remarks>
public sealed class IdleClock(Journal journal, ServiceStatus status, TimeProvider time)
{
    public static readonly TimeSpan MaxLag = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MinStep = TimeSpan.FromSeconds(20);
    private readonly ArrayBufferWriter<byte> _tick = new(128);
    private DateTime _reachedAt;

    /// <summary>Appends a tick to the journal if one is due.</summary>
    public void AppendTick()
    {
        if (status.LastObservationAt is { } observed && observed > _reachedAt)
            _reachedAt = observed;
        var at = time.GetUtcNow().UtcDateTime - Delay;
        if (at - _reachedAt < MinStep || at - _reachedAt > MaxLag || journal.IsFull)
            return;
        _reachedAt = at;
        _tick.ResetWrittenCount();
        TelemetryCodec.Encode(new TickObservation { At = at }, -1, _tick);
        // A tick that cannot be written is replaced by the next one; the store reports the error.
        _ = journal.TryAppend(JournalEntry.ClockSensor, TelemetryKind.Tick, _tick.WrittenSpan.ToArray());
    }
}
