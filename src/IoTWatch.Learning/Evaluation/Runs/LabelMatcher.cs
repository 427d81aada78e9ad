using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>Finds the channels and alerts that labels match.</summary>
/// <remarks>
/// A channel is a name with many addresses and reports the last address only; a label has one address. Therefore flows
/// are observed: the channel that contains a flow to a labelled address matches the label, whatever its last address
/// is.
/// </remarks>
internal sealed class LabelMatcher
{
    private readonly LabelCriteria[] _matches;
    private readonly Dictionary<IpAddress, List<int>> _byAddress = [];
    private readonly HashSet<ChannelId>[] _bound;
    private readonly List<ChannelState>[] _states;

    public LabelMatcher(IReadOnlyList<ChannelLabel> labels, PublicSuffixList suffixes)
    {
        _matches = [.. labels.Select(label => new LabelCriteria(label, suffixes))];
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

    /// <summary>Binds labels to channels; call after the pipeline has observed the observation.</summary>
    public void Observe(Observation observation, Pipeline pipeline)
    {
        if (observation is not FlowObservation { Continues: false } flow
            || !_byAddress.TryGetValue(flow.Destination.Address, out var labels)
            || !pipeline.Home.Directory.IsOutbound(flow) || pipeline.Home.Directory.Resolve(flow) is not { } device)
            return;
        foreach (var label in labels)
            if (_matches[label].Matches(flow, device.Id.Value)
                && !_states[label].Exists(state => Contains(state, flow)))
                foreach (var state in pipeline.Home.Analysis(device).State.Channels.All)
                    if (Contains(state, flow))
                    {
                        _states[label].Add(state);
                        _bound[label].Add(ChannelId.Of(device.Id.Value, state.Key));
                    }
    }

    public bool Matches(int label, ChannelReport channel) =>
        _bound[label].Contains(ChannelId.Of(channel)) || _matches[label].Matches(channel);

    public bool Matches(int label, Alert alert) =>
        _bound[label].Contains(ChannelId.Of(alert)) || _matches[label].Matches(alert);

    private static bool Contains(ChannelState state, FlowObservation flow) =>
        state.Key.Protocol == flow.Protocol
        && state.Key.Port == flow.Destination.Port
        && state.Address == flow.Destination.Address
        && state.LastAt >= flow.At;
}

/// <summary>Tests whether a label matches a channel, an alert or a flow.</summary>
/// <remarks>
/// Device, if labelled: the same id, MAC address, IP address or host name. Destination: the same address, the same
/// name, or a name below the same registrable domain. Protocol and port, if labelled.
/// </remarks>
internal sealed class LabelCriteria
{
    private readonly string? _domain;
    private readonly MacAddress _mac;

    public LabelCriteria(ChannelLabel label, PublicSuffixList suffixes)
    {
        Label = label;
        Address = IpAddress.TryParse(label.Address, out var address) ? address : IpAddress.None;
        _domain = suffixes.RegistrableDomain(label.Name) ?? label.Name;
        _mac = MacAddress.TryParse(label.Device, out var mac) ? mac : MacAddress.None;
    }

    public ChannelLabel Label { get; }

    /// <summary>Labelled address; None when the label has only a name.</summary>
    public IpAddress Address { get; }

    public bool Matches(ChannelReport channel) =>
        IsService(channel.Proto, channel.Port)
        && IsDevice(channel.Device.Id, channel.Device.Mac, channel.Device.Ip, channel.Device.Name)
        && (IsAddress(channel.Address) || IsName(channel.HostName) || IsName(channel.Destination));

    /// <summary>Tests the leading finding of an alert and all parts of its incident.</summary>
    public bool Matches(Alert alert) =>
        IsDevice(alert.Device.Id, alert.Device.Mac, alert.Device.Ip, alert.Device.Name)
        && (Matches(alert.Destination.Name, alert.Destination.Address, alert.Destination.Proto, alert.Destination.Port)
            || alert.Parts.Any(part => Matches(part.Name, part.Address, part.Proto, part.Port)));

    /// <summary>Tests a flow; the device is identified by its id and by the MAC and IP address of the flow.</summary>
    public bool Matches(FlowObservation flow, string device) =>
        Address == flow.Destination.Address
        && IsService(SnakeCase.Of(flow.Protocol), flow.Destination.Port)
        && IsDevice(device, flow.Mac.IsKnown ? flow.Mac.ToString() : null, flow.Source.Address.ToString(), null);

    private bool Matches(string name, string address, string proto, int port) =>
        IsService(proto, port) && (IsAddress(address) || IsName(name));

    private bool IsService(string proto, int port) =>
        (Label.Proto is null || Label.Proto == proto) && (Label.Port is null || Label.Port == port);

    private bool IsDevice(string id, string? mac, string? ip, string? name) =>
        Label.Device is not { } device
        || Same(device, id) || Same(device, ip) || Same(device, name)
        || (_mac.IsKnown && MacAddress.TryParse(mac, out var other) && other == _mac);

    private bool IsAddress(string address) => Address.IsKnown && Label.Address == address;

    private bool IsName(string? name) =>
        name is not null
        && _domain is not null
        && (Same(name, _domain)
            || Same(name, Label.Name)
            || name.EndsWith("." + _domain, StringComparison.OrdinalIgnoreCase));

    private static bool Same(string? left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Identifies a channel across alerts, channels and labels.</summary>
internal readonly record struct ChannelId(string Device, string Destination, string Proto, int Port)
{
    public static ChannelId Of(ChannelReport channel) =>
        new(channel.Device.Id, channel.Destination, channel.Proto, channel.Port);

    public static ChannelId Of(Alert alert) =>
        new(alert.Device.Id, alert.Destination.Name, alert.Destination.Proto, alert.Destination.Port);

    public static ChannelId Of(string device, ChannelKey key) =>
        new(device, key.Destination, SnakeCase.Of(key.Protocol), key.Port);
}
