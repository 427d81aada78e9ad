using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>
/// The newest peers of a device in the home or on the internet, oldest first; limited in number and to the window.
/// </summary>
public sealed class FanOut
{
    private const int Max = 512;

    public List<NewPeer> Recent { get; set; } = [];

    public Suspicion Suspicion { get; set; }

    /// <summary>Number of new peers since the suspicion was raised.</summary>
    public int Counted { get; set; }

    internal void Add(NewPeer peer, double windowSeconds)
    {
        Recent.RemoveAll(old => old.AtMs < peer.AtMs - windowSeconds * 1000);
        if (Recent.Count >= Max)
            Recent.RemoveAt(0);
        Recent.Add(peer);
    }
}

/// <summary>The first attempt on a new channel.</summary>
public readonly record struct NewPeer(
    long AtMs, IpAddress Address, TransportProtocol Protocol, ushort Port, bool Failed);
