using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>
/// A device's newest peers on one side of the router, oldest first: bounded, and only as old as the window.
/// </summary>
public sealed class FanOut
{
    private const int Most = 512;

    public List<NewPeer> Recent { get; set; } = [];

    public Suspicion Suspicion { get; set; }

    /// <summary>New peers since the suspicion was raised.</summary>
    public int Counted { get; set; }

    internal void Add(NewPeer peer, double windowSeconds)
    {
        Recent.RemoveAll(old => old.AtMs < peer.AtMs - windowSeconds * 1000);
        if (Recent.Count >= Most)
            Recent.RemoveAt(0);
        Recent.Add(peer);
    }
}

/// <summary>The first attempt on a channel the device never used before.</summary>
public readonly record struct NewPeer(
    long AtMs, IpAddress Address, TransportProtocol Protocol, ushort Port, bool Failed);
