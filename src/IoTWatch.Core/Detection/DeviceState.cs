using IoTWatch.Core.Channels;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>What lives on of a device between observations; saved as it is by <see cref="StateCodec"/>.</summary>
public sealed class DeviceState
{
    public ChannelTable Channels { get; set; } = new();

    public Destinations.NameCache Names { get; set; } = new();

    public LearnedProfile Learned { get; set; } = new();

    public DriftWatch Drift { get; set; } = new();

    /// <summary>When a rule in force expires next: the channels are judged anew then.</summary>
    public DateTime? ExpiryAt { get; set; }

    /// <summary>Channels with contacts waiting for event time to reach them.</summary>
    public int Waiting { get; set; }

    public HourlyBehaviour Hours { get; set; } = new();

    /// <summary>An hour that may be far above all others.</summary>
    public Suspicion Volume { get; set; }

    /// <summary>When the behaviour model was last asked, epoch milliseconds.</summary>
    public long BehaviourAskedMs { get; set; }

    /// <summary>Null until the first one; most devices of a large network have none.</summary>
    public FanOut? HomePeers { get; set; }

    /// <summary>Null until the first one without a name.</summary>
    public FanOut? InternetPeers { get; set; }

    /// <summary>Countries called with high confidence while learned.</summary>
    public List<string> Countries { get; set; } = [];

    /// <summary>Open networks joined while learned, by the hex of their names where it is known.</summary>
    public List<string> OpenNetworks { get; set; } = [];
}
