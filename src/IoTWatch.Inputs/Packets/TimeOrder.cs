using System.Diagnostics.CodeAnalysis;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Sorts observations by event time if they arrive late by no more than a fixed time.</summary>
/// <remarks>
/// A heap by event time and arrival: an observation is held until the time of the source is <paramref name="horizon"/>
/// after it, or until more than <paramref name="capacity"/> observations are held. An observation that arrives after a
/// later one was returned is dropped and counted; its time is not changed.
/// </remarks>
public sealed class TimeOrder(TimeSpan horizon, int capacity = 1_000_000)
{
    private readonly PriorityQueue<Observation, (DateTime At, long Arrival)> _held = new();
    private DateTime _watermark = DateTime.MinValue;
    private DateTime _returnedAt = DateTime.MinValue;
    private long _arrivals;

    /// <summary>Observations dropped because they came too late.</summary>
    public long Late { get; private set; }

    public void Add(Observation observation)
    {
        if (observation.At < _returnedAt)
            Late++;
        else
            _held.Enqueue(observation, (observation.At, _arrivals++));
    }

    /// <summary>Sets the time of the source; a time before the current one is ignored.</summary>
    public void AdvanceTo(DateTime at)
    {
        if (at.Ticks > horizon.Ticks && at - horizon > _watermark)
            _watermark = at - horizon;
    }

    /// <summary>Marks the end of the source: all held observations may be taken.</summary>
    public void Complete() => _watermark = DateTime.MaxValue;

    /// <summary>Takes the earliest observation if no earlier one is expected.</summary>
    public bool TryTake([NotNullWhen(true)] out Observation? observation)
    {
        if (!_held.TryPeek(out observation, out var key) || (key.At > _watermark && _held.Count <= capacity))
        {
            observation = null;
            return false;
        }
        _held.Dequeue();
        _returnedAt = key.At;
        return true;
    }
}
