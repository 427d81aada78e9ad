using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;

namespace IoTWatch.Learning.Training;

/// <summary>One channel as the live detector keeps it: collapser, sketch and the median that the collapser asks for.</summary>
internal sealed class ChannelFollower
{
    private ContactCollapser _collapser;
    private ChannelSketch _sketch;
    private double _medianMs;

    public int Count => _sketch.Count;

    /// <summary>True when the call begins a new contact.</summary>
    public bool Take(in Contact call)
    {
        if (!_collapser.Begins(call, _medianMs, out var finishedBytes))
            return false;
        if (_sketch.Count > 0)
            _sketch.AddSize(finishedBytes);
        _sketch.Add(call.AtMs, call.Failed, call.InFlow);
        if (_sketch.Count is 4 or 5 or 6 or 8 or 12 or 16 or 24 || _sketch.Count % 8 == 0)
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
