using System.Diagnostics.CodeAnalysis;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Puts observations that come a bounded time late back into the order of their event times.</summary>
/// <remarks>
/// A heap by (event time, arrival): an observation is held until the source's time is <paramref name="horizon"/> beyond it, or until more
/// than <paramref name="capacity"/> are held. What comes after a later one has already been given out is dropped and counted:
/// a made-up time would be worse than none.
/// </remarks>
public sealed class TimeOrder(TimeSpan horizon, int capacity = 1_000_000)
{
    private readonly PriorityQueue<Observation, (DateTime At, long Arrival)> _held = new();
    private DateTime _watermark = DateTime.MinValue;
    private DateTime _givenAt = DateTime.MinValue;
    private long _arrivals;

    /// <summary>Observations dropped because they came too late.</summary>
    public long Late { get; private set; }

    public void Add(Observation observation)
    {
        if (observation.At < _givenAt)
            Late++;
        else
            _held.Enqueue(observation, (observation.At, _arrivals++));
    }

    /// <summary>Says that the source has come to this time; earlier times than before are ignored.</summary>
    public void AdvanceTo(DateTime at)
    {
        if (at.Ticks > horizon.Ticks && at - horizon > _watermark)
            _watermark = at - horizon;
    }

    /// <summary>Says that nothing more will come: all that is held may be taken.</summary>
    public void Complete() => _watermark = DateTime.MaxValue;

    /// <summary>Takes the earliest observation if nothing earlier can be expected.</summary>
    public bool TryTake([NotNullWhen(true)] out Observation? observation)
    {
        if (!_held.TryPeek(out observation, out var key) || (key.At > _watermark && _held.Count <= capacity))
        {
            observation = null;
            return false;
        }
        _held.Dequeue();
        _givenAt = key.At;
        return true;
    }
}
