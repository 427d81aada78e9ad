using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Channels;

/// <summary>A channel with RITA's opinion of its pair of addresses beside it.</summary>
internal sealed record ChannelRow(ChannelReport Channel, RitaScore? Rita)
{
    public static ChannelRow Of(ChannelReport channel, RitaWindow rita) => new(channel, Score(channel, rita));

    // Where the device was called from outside, the pair stands the other way round in RITA's tables.
    private static RitaScore? Score(ChannelReport channel, RitaWindow rita) =>
        IpAddress.TryParse(channel.Device.Ip, out var device) && IpAddress.TryParse(channel.Address, out var peer)
            ? rita.Score(device, peer) ?? rita.Score(peer, device)
            : null;
}
