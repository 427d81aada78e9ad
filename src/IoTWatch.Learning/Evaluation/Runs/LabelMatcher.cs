using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>Finds the channels and alerts that labels mean.</summary>
/// <remarks>
/// A channel is a name with many addresses, and shows only the one used last; a label gives one address. So the flows are watched: the
/// channel that a flow to a labelled address went into is the label's channel, whatever address it shows at the end.
/// </remarks>
internal sealed class LabelMatcher
{
    private readonly ChannelMatch[] _matches;
    private readonly Dictionary<IpAddress, List<int>> _byAddress = [];
    private readonly HashSet<ChannelId>[] _bound;
    private readonly List<ChannelState>[] _states;

    public LabelMatcher(IReadOnlyList<ChannelLabel> labels, PublicSuffixList suffixes)
    {
        _matches = [.. labels.Select(label => new ChannelMatch(label, suffixes))];
        _bound = [.. labels.Select(_ => new HashSet<ChannelId>())];
        _states = [.. labels.Select(_ => new List<ChannelState>())];
        for (var i = 0; i < _matches.Length; i++)
            if (_matches[i].Address.IsKnown)
            {
                if (!_byAddress.TryGetValue(_matches[i].Address, out var places))
                    _byAddress[_matches[i].Address] = places = [];
                places.Add(i);
            }
    }

    /// <summary>Call after the pipeline has taken the observation.</summary>
    public void Watch(Observation observation, Pipeline pipeline)
    {
        if (observation is not FlowObservation { Continues: false } flow || !_byAddress.TryGetValue(flow.Destination.Address, out var labels)
            || !pipeline.Home.Directory.IsOutbound(flow) || pipeline.Home.Directory.Resolve(flow) is not { } device)
            return;
        foreach (var label in labels)
            if (_matches[label].Means(flow, device.Id.Value) && !_states[label].Exists(state => Took(state, flow)))
                foreach (var state in pipeline.Home.Monitor(device).State.Channels.All)
                    if (Took(state, flow))
                    {
                        _states[label].Add(state);
                        _bound[label].Add(ChannelId.Of(device.Id.Value, state.Key));
                    }
    }

    public bool Means(int label, ChannelReport channel) => _bound[label].Contains(ChannelId.Of(channel)) || _matches[label].Means(channel);

    public bool Means(int label, Alert alert) => _bound[label].Contains(ChannelId.Of(alert)) || _matches[label].Means(alert);

    private static bool Took(ChannelState state, FlowObservation flow) =>
        state.Key.Protocol == flow.Protocol && state.Key.Port == flow.Destination.Port && state.Address == flow.Destination.Address && state.LastAt >= flow.At;
}
