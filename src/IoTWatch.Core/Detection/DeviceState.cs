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
}
