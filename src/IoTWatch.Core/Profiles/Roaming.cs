using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Distinguishes devices that follow their user, and so often call new destinations, from things.</summary>
/// <remarks>
/// By kind: 30 destinations with a name (a thing has three on average, by the published profiles; a browser has 30 in
/// an evening), or 10 peers without a name (of a console for games), where a peer is called over UDP beyond the
/// well-known ports, because scans and command servers mostly use TCP. Counted during learning, or, for a device that
/// nobody used then, if new destinations were called on at least 5 different days.
/// </remarks>
internal static class Roaming
{
    private const int Names = 30;
    private const int Peers = 10;
    private const int Days = 5;
    private const ushort FirstPeerPort = 1024;

    /// <summary>A destination without a name is a prefix.</summary>
    public static bool IsName(in ChannelKey key) => !key.Destination.Contains('/', StringComparison.Ordinal);

    public static bool IsPeer(in ChannelKey key) =>
        !IsName(key) && key.Protocol == TransportProtocol.Udp && key.Port >= FirstPeerPort;

    public static bool Suffices(int names, int peers, in ChannelKey key) =>
        IsName(key) ? names >= Names : IsPeer(key) && peers >= Peers;

    public static bool IsUsers(int names) => names >= Names;

    /// <summary>Whether the device calls new destinations of the channel's kind on many days.</summary>
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
