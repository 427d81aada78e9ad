using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>The state of a device between observations, as plain data.</summary>
public sealed class DeviceState
{
    public ChannelTable Channels { get; init; } = new();

    public NameCache Names { get; init; } = new();

    public LearnedProfile Learned { get; init; } = new();

    public DriftWatch Drift { get; init; } = new();

    /// <summary>When the next rule expires; the channels are evaluated again then.</summary>
    public DateTime? ExpiryAt { get; set; }

    /// <summary>Number of contacts in the channels that are later than the event time.</summary>
    public int Waiting { get; set; }

    public HourlyBehaviour Hours { get; init; } = new();

    /// <summary>An hour that may be far above all others.</summary>
    public Suspicion Volume { get; set; }

    /// <summary>When the behaviour model last scored an hour, epoch milliseconds.</summary>
    public long BehaviourScoredMs { get; set; }

    /// <summary>
    /// New peers inside the home; null until the first one, since most devices of a large network have none.
    /// </summary>
    public FanOut? HomePeers { get; set; }

    /// <summary>New internet peers without a name; null until the first one.</summary>
    public FanOut? InternetPeers { get; set; }

    /// <summary>Countries called with high confidence while learned.</summary>
    public List<string> Countries { get; init; } = [];

    /// <summary>Open networks joined while learned, by the hex of their names where it is known.</summary>
    public List<string> OpenNetworks { get; init; } = [];

    /// <summary>Whether any detector has a suspicion to evaluate.</summary>
    public bool IsSuspected =>
        Volume.IsRaised || HomePeers is { Suspicion.IsRaised: true } || InternetPeers is { Suspicion.IsRaised: true };
}
