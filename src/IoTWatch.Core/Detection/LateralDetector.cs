using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>
/// U7: detects a scan of the home network or of the internet: many new peers within minutes, most attempts failed.
/// </summary>
/// <remarks>
/// Rule: among the channels used for the first time within 10 minutes, at least 8 peers inside the home, or 16 ports of
/// one of them, or 40 internet addresses without a name; and at least half of these attempts refused or not answered.
/// Known peers do not count, so that a hub that polls its lamps is no scan; nor do answers of a DHCP server, of which
/// there are many after a power cut. One incident for the home and one for the internet, for any number of peers.
/// </remarks>
public sealed class LateralDetector(LateralOptions options)
{
    /// <summary>Adds a channel at its first use.</summary>
    public void Observe(DeviceView view, ChannelState channel, FlowObservation flow)
    {
        var (state, address, atMs) = (view.State, channel.Address, view.AtMs);
        var failed = flow.State == FlowState.Unanswered || flow.PacketsIn == 0
            || (flow.State == FlowState.Reset && flow.PacketsIn <= 1);
        if (channel.Key is { Protocol: TransportProtocol.Udp, Port: 68 or 546 } || address.IsMulticast
            || address.IsBroadcast || address.IsLoopback || channel.IsTime
            || (!channel.IsLocal && channel.HostName is not null))
            return;
        var side = channel.IsLocal ? state.HomePeers ??= new FanOut() : state.InternetPeers ??= new FanOut();
        side.Add(new NewPeer(atMs, address, channel.Key.Protocol, channel.Key.Port, failed), options.WindowSeconds);
        if (side.Suspicion.IsRaised)
            side.Counted++;
        else if (IsScan(side, channel.IsLocal))
            (side.Suspicion, side.Counted) = (new Suspicion(atMs, 0, channel.Key), side.Recent.Count);
    }

    /// <summary>Evaluates the suspicion; reports again each minute while it continues.</summary>
    public LateralEvidence? Evaluate(DeviceView view, FanOut? side, bool isHome)
    {
        var atMs = view.AtMs;
        if (side is null || !side.Suspicion.IsDue(atMs, options.HeldSeconds))
            return null;
        var hasNew = side.Recent.Count > 0 && side.Recent[^1].AtMs > side.Suspicion.ToldMs;
        var isOver = side.Recent.Count == 0 || side.Recent[^1].AtMs < atMs - options.WindowSeconds * 1000;
        if (isOver && side.Suspicion.ToldMs != 0)
        {
            side.Suspicion = default;
            return null;
        }
        side.Suspicion = side.Suspicion with { ToldMs = atMs };
        return hasNew ? Measure(side, isHome) : null;
    }

    private bool IsScan(FanOut side, bool isHome)
    {
        var peers = side.Recent;
        if (peers.Count < (isHome ? options.HomePeers : options.InternetPeers)
            || peers.Count(peer => peer.Failed) < options.MinFailedShare * peers.Count)
            return false;
        var addresses = Addresses(side);
        return isHome
            ? addresses >= options.HomePeers
                || peers.GroupBy(peer => peer.Address).Any(peer => peer.Count() >= options.HomePorts)
            : addresses >= options.InternetPeers;
    }

    private static LateralEvidence Measure(FanOut side, bool isHome)
    {
        var usual = side.Recent.GroupBy(peer => (peer.Protocol, peer.Port)).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Port).First();
        var isOneService = usual.Count() * 2 >= side.Recent.Count;
        return new LateralEvidence(
            isHome,
            Addresses(side),
            side.Recent.Select(peer => (peer.Protocol, peer.Port)).Distinct().Count(),
            side.Recent.Count,
            side.Recent.Count(peer => peer.Failed),
            Math.Max(side.Counted, side.Recent.Count),
            side.Recent[0].AtMs,
            side.Recent[^1].AtMs,
            side.Recent[^1].Address,
            isOneService ? usual.Key.Protocol : TransportProtocol.Other,
            isOneService ? usual.Key.Port : (ushort)0);
    }

    private static int Addresses(FanOut side) => side.Recent.Select(peer => peer.Address).Distinct().Count();
}
