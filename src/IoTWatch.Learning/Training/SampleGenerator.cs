using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>
/// Generates labelled samples of a family with the collapser, sketch and features of the live detector.
/// </summary>
/// <remarks>
/// A channel depends on seed, split, family and index only, so splits share no channel and a family can be left out
/// without changing another. A channel gives a sample at each number of contacts (cut) that it reaches. The flows of
/// one wake-up are one contact.
/// </remarks>
public static class SampleGenerator
{
    // A Monday midnight, UTC, in epoch milliseconds.
    private const long Monday = 1_736_121_600_000;

    // Bursts and retries collapse: this many raw calls per contact reach the last cut in nearly every channel.
    private const int RawPerContact = 12;

    public static IEnumerable<Sample> Generate(
        TimingFamily family, string split, ulong seed, int channels, IReadOnlyList<int> cuts)
    {
        var root = new SeededRandom(seed).Fork(split).Fork(family.Name);
        for (var i = 0; i < channels; i++)
            foreach (var sample in Cut(
                family.GenerateChannel(root.Fork($"channel {i}"), cuts[^1] * RawPerContact), i, cuts))
                yield return sample;
    }

    private static IEnumerable<Sample> Cut(TimedChannel channel, int number, IReadOnlyList<int> cuts)
    {
        var replay = new ChannelReplay();
        var next = 0;
        ushort port = 0;
        foreach (var call in channel.Contacts)
        {
            if (!call.Retransmission)
                port = (ushort)(port % ushort.MaxValue + 1);
            if (!replay.Add(ToContact(call, port)) || replay.Count < cuts[next])
                continue;
            var features = new float[BeaconFeatures.Count];
            var estimate = replay.Compute(features);
            var times = replay.Times();
            var origin = channel.Contacts[0].Seconds;
            yield return new Sample(
                channel.Family, number, cuts[next], features, times, estimate.PeriodSeconds,
                channel.PeriodDuring(origin + times[0], origin + times[^1]));
            if (++next == cuts.Count)
                yield break;
        }
    }

    private static Contact ToContact(TimedContact call, ushort port) =>
        new(Monday + (long)(call.Seconds * 1000), call.Bytes, call.Failed, call.InFlow, call.Failed, port);
}

/// <summary>
/// The state of one channel as in the live detector: collapser, sketch and the median interval that the collapser
/// needs.
/// </summary>
internal sealed class ChannelReplay
{
    private ContactCollapser _collapser;
    private ChannelSketch _sketch;
    private double _medianMs;
    private int _nextDue;

    /// <summary>Number of contacts; until the ring is full, the contacts of one wake-up count once.</summary>
    public int Count
    {
        get
        {
            if (_sketch.Count < BeaconFeatures.MinContacts || _sketch.Count >= ChannelSketch.RingSize)
                return _sketch.Count;
            Span<double> scratch = stackalloc double[3 * ChannelSketch.RingSize];
            var kept = _sketch.CopyTimes(scratch);
            return WakeUps.Merge(
                scratch[..kept], scratch[ChannelSketch.RingSize..], scratch[(2 * ChannelSketch.RingSize)..], out _,
                minTimes: 2);
        }
    }

    /// <summary>Adds a call; returns true when it begins a new contact.</summary>
    public bool Add(in Contact call)
    {
        if (!_collapser.Begins(call, _medianMs, out var finishedBytes))
            return false;
        if (_sketch.Count > 0)
            _sketch.AddSize(finishedBytes);
        _sketch.Add(call.AtMs, call.Failed, call.InFlow);
        if (_sketch.Count < Math.Max(_nextDue, BeaconFeatures.MinContacts))
            return true;
        _nextDue = BeaconScorer.DueAfter(_sketch.Count, isRegular: true);
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
