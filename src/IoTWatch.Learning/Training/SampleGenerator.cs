using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>Generates labelled samples: channels of a family, passed through the collapser and sketch of the live detector, looked at after given numbers of contacts.</summary>
/// <remarks>
/// A channel's numbers are fixed by seed, split, family and index alone, so splits never share a channel and a family can be
/// left out without changing another. A channel that collapses to fewer contacts than a cut has no sample there. Several flows of one wake-up are one contact.
/// </remarks>
public static class SampleGenerator
{
    // A Monday midnight, UTC, in epoch milliseconds.
    private const long Monday = 1_736_121_600_000;

    // Bursts of several flows and ladders collapse: this many raw calls give the last cut in nearly every channel.
    private const int RawPerContact = 12;

    public static IEnumerable<Sample> Generate(TimingFamily family, string split, ulong seed, int channels, IReadOnlyList<int> cuts)
    {
        var root = new SeededRandom(seed).Fork(split).Fork(family.Name);
        for (var i = 0; i < channels; i++)
            foreach (var sample in Cut(family.GenerateChannel(root.Fork($"channel {i}"), cuts[^1] * RawPerContact), i, cuts))
                yield return sample;
    }

    private static IEnumerable<Sample> Cut(TimedChannel channel, int number, IReadOnlyList<int> cuts)
    {
        var follower = new ChannelFollower();
        var next = 0;
        ushort port = 0;
        foreach (var call in channel.Contacts)
        {
            if (!call.Retransmission)
                port = (ushort)(port % ushort.MaxValue + 1);
            if (!follower.Take(ToContact(call, port)) || follower.Count < cuts[next])
                continue;
            var features = new float[BeaconFeatures.Count];
            var estimate = follower.Compute(features);
            var times = follower.Times();
            var origin = channel.Contacts[0].Seconds;
            yield return new Sample(
                channel.Family, number, cuts[next], features, times, estimate.PeriodSeconds, channel.PeriodDuring(origin + times[0], origin + times[^1]));
            if (++next == cuts.Count)
                yield break;
        }
    }

    private static Contact ToContact(TimedContact call, ushort port) =>
        new(Monday + (long)(call.Seconds * 1000), call.Bytes, call.Failed, call.InFlow, call.Failed, port);
}
