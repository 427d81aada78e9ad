using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Tells devices to which new parties are everyday, since they follow their user, from things.</summary>
/// <remarks>
/// By kind: 30 parties by name (a thing knows three on average, by the published profiles; a browser meets 30 in an
/// evening), or 10 peers without one (a player's console meets some daily), where a peer is called over UDP beyond the
/// well-known ports: searches and command servers mostly use TCP. Known while learning, or, of a device that nobody
/// used then, met for the first time on at least 5 different days.
/// </remarks>
internal static class Roaming
{
    private const int Names = 30;
    private const int Peers = 10;
    private const int Days = 5;
    private const ushort FirstPeerPort = 1024;

    /// <summary>What has no name goes by its prefix.</summary>
    public static bool IsName(in ChannelKey key) => !key.Destination.Contains('/', StringComparison.Ordinal);

    public static bool IsPeer(in ChannelKey key) =>
        !IsName(key) && key.Protocol == TransportProtocol.Udp && key.Port >= FirstPeerPort;

    public static bool Suffices(int names, int peers, in ChannelKey key) =>
        IsName(key) ? names >= Names : IsPeer(key) && peers >= Peers;

    public static bool IsUsers(int names) => names >= Names;

    /// <summary>Whether the device meets parties of the channel's kind day after day.</summary>
    public static bool IsHabit(IEnumerable<ChannelState> channels, ChannelKey key)
    {
        if (!IsName(key) && !IsPeer(key))
            return false;
        var met = channels.Where(
            channel => !channel.IsLocal && IsName(channel.Key) == IsName(key) && (IsName(key) || IsPeer(channel.Key)))
            .GroupBy(channel => channel.Key.Destination, channel => channel.FirstAt)
            .Select(party => party.Min().Date).ToList();
        return Suffices(met.Count, met.Count, key) && met.Distinct().Count() >= Days;
    }
}
