using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>Whether a label means a channel, an alert or a flow.</summary>
/// <remarks>
/// Device (where the label names one): the same id, MAC address, IP address or host name. Destination: the same address, or the
/// same name, or a name below the same registrable domain, since that is what a channel is. Protocol and port as far as the label names them.
/// </remarks>
internal sealed class ChannelMatch
{
    private readonly string? _domain;
    private readonly MacAddress _mac;

    public ChannelMatch(ChannelLabel label, PublicSuffixList suffixes)
    {
        Label = label;
        Address = IpAddress.TryParse(label.Address, out var address) ? address : IpAddress.None;
        _domain = suffixes.RegistrableDomain(label.Name) ?? label.Name;
        _mac = MacAddress.TryParse(label.Device, out var mac) ? mac : MacAddress.None;
    }

    public ChannelLabel Label { get; }

    /// <summary>None where the label has only a name.</summary>
    public IpAddress Address { get; }

    public bool Means(ChannelReport channel) =>
        IsService(channel.Proto, channel.Port)
        && IsDevice(channel.Device.Id, channel.Device.Mac, channel.Device.Ip, channel.Device.Name)
        && (IsAddress(channel.Address) || IsName(channel.HostName) || IsName(channel.Destination));

    /// <summary>The alert's leading finding, or any other part of its incident.</summary>
    public bool Means(Alert alert) =>
        IsDevice(alert.Device.Id, alert.Device.Mac, alert.Device.Ip, alert.Device.Name)
        && (Means(alert.Destination.Name, alert.Destination.Address, alert.Destination.Proto, alert.Destination.Port)
            || alert.Parts.Any(part => Means(part.Name, part.Address, part.Proto, part.Port)));

    /// <summary>Asked of every flow to <see cref="Address"/>: the device is known here by the address and hardware address it used.</summary>
    public bool Means(FlowObservation flow, string device) =>
        Address == flow.Destination.Address
        && IsService(flow.Protocol.ToString().ToLowerInvariant(), flow.Destination.Port)
        && IsDevice(device, flow.Mac.IsKnown ? flow.Mac.ToString() : null, flow.Source.Address.ToString(), null);

    private bool Means(string name, string address, string proto, int port) => IsService(proto, port) && (IsAddress(address) || IsName(name));

    private bool IsService(string proto, int port) =>
        (Label.Proto is null || Label.Proto == proto) && (Label.Port is null || Label.Port == port);

    private bool IsDevice(string id, string? mac, string? ip, string? name) =>
        Label.Device is not { } device
        || Same(device, id) || Same(device, ip) || Same(device, name)
        || (_mac.IsKnown && MacAddress.TryParse(mac, out var other) && other == _mac);

    private bool IsAddress(string address) => Address.IsKnown && Label.Address == address;

    private bool IsName(string? name) =>
        name is not null && _domain is not null && (Same(name, _domain) || Same(name, Label.Name) || name.EndsWith("." + _domain, StringComparison.OrdinalIgnoreCase));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
