using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Channels;

/// <summary>A channel, and RITA's score of its pair of addresses.</summary>
internal sealed record ChannelRow(ChannelReport Channel, RitaScore? Rita)
{
    public static ChannelRow Of(ChannelReport channel, RitaWindow rita) => new(channel, Score(channel, rita));

    // RITA's tables have the caller first: where the device was called from outside, it is the second address.
    private static RitaScore? Score(ChannelReport channel, RitaWindow rita) =>
        IpAddress.TryParse(channel.Device.Ip, out var device) && IpAddress.TryParse(channel.Address, out var peer)
            ? rita.Score(device, peer) ?? rita.Score(peer, device)
            : null;
}
