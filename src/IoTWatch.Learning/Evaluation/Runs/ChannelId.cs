using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>What joins alerts, channels and labels: device id, destination, protocol and port.</summary>
public readonly record struct ChannelId(string Device, string Destination, string Proto, int Port)
{
    public static ChannelId Of(ChannelReport channel) => new(channel.Device.Id, channel.Destination, channel.Proto, channel.Port);

    public static ChannelId Of(Alert alert) => new(alert.Device.Id, alert.Destination.Name, alert.Destination.Proto, alert.Destination.Port);

    internal static ChannelId Of(string device, ChannelKey key) => new(device, key.Destination, key.Protocol.ToString().ToLowerInvariant(), key.Port);
}
