using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;

namespace IoTWatch.Learning.Training;

/// <summary>One channel as the live detector keeps it: collapser, sketch and the median that the collapser asks for.</summary>
internal sealed class ChannelFollower
{
    private ContactCollapser _collapser;
    private ChannelSketch _sketch;
    private double _medianMs;
    private int _nextDue;

    /// <summary>Contacts in all, until the ring is full: those that one wake-up explains count once, even where the collapser could not yet know.</summary>
    public int Count
    {
        get
        {
            if (_sketch.Count < BeaconFeatures.LeastContacts || _sketch.Count >= ChannelSketch.RingSize)
                return _sketch.Count;
            Span<double> scratch = stackalloc double[3 * ChannelSketch.RingSize];
            var kept = _sketch.CopyTimes(scratch);
            return WakeUps.Merge(scratch[..kept], scratch[ChannelSketch.RingSize..], scratch[(2 * ChannelSketch.RingSize)..], out _, fewest: 2);
        }
    }

    /// <summary>True when the call begins a new contact.</summary>
    public bool Take(in Contact call)
    {
        if (!_collapser.Begins(call, _medianMs, out var finishedBytes))
            return false;
        if (_sketch.Count > 0)
            _sketch.AddSize(finishedBytes);
        _sketch.Add(call.AtMs, call.Failed, call.InFlow);
        if (_sketch.Count < Math.Max(_nextDue, BeaconFeatures.LeastContacts))
            return true;
        _nextDue = BeaconDetector.DueAfter(_sketch.Count, isRegular: true);
        _medianMs = Compute(stackalloc float[BeaconFeatures.Count]).MedianIntervalSeconds * 1000;
        return true;
    }

    public BeaconEstimate Compute(Span<float> features) => BeaconFeatures.Compute(_sketch, features);

    public double[] Times()
    {
        var times = new double[_sketch.Kept];
        _sketch.CopyTimes(times);
        return times;
    }
}
