using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>What lives on of a channel between observations.</summary>
public sealed class ChannelState
{
    public required ChannelKey Key { get; init; }

    public DateTime FirstAt { get; init; }

    /// <summary>Time of the last activity, collapsed or not.</summary>
    public DateTime LastAt { get; set; }

    /// <summary>The address used last.</summary>
    public IpAddress Address { get; set; }

    public string? HostName { get; set; }

    public bool IsLocal { get; init; }

    /// <summary>A shared service by its shape rather than its name: time.</summary>
    public bool IsTime { get; init; }

    public Tier Tier { get; set; }

    /// <summary>Deviation kinds of this channel against the profile in force; empty = expected.</summary>
    public IReadOnlyList<string> Unexpected { get; set; } = [];

    /// <summary>What covers it, for people: a rule of a declared profile, or the learned one.</summary>
    public string? CoveredBy { get; set; }

    /// <summary>An unrelated party was called regularly while the device was being learned: a person decides, it is neither learned nor alerted.</summary>
    public bool InReview { get; set; }

    public ContactCollapser Collapser { get; set; }

    public ChannelContacts Contacts { get; set; } = new();

    /// <summary>Contacts that lie after the event time reached so far: later bursts of a flow slice; null where there never were any.</summary>
    public List<Contact>? Pending { get; set; }

    public BeaconVerdict Verdict { get; set; }

    /// <summary>The rhythm it had while the device was learned; null where it was not.</summary>
    public Cadence? Cadence { get; set; }

    /// <summary>Deviation kinds found by what it does rather than by whom it calls: U4, U6, U8. Part of <see cref="Unexpected"/> unless a declared rule covers the channel.</summary>
    public IReadOnlyList<string> Deviations { get; set; } = [];

    /// <summary>When its out-of-place service was last told, epoch milliseconds; 0 = never.</summary>
    public long ClassToldMs { get; set; }

    /// <summary>The hour (since the epoch) that <see cref="BytesThisHour"/> belongs to.</summary>
    public long HourOfBytes { get; set; }

    /// <summary>Bytes sent in that hour.</summary>
    public long BytesThisHour { get; set; }
}
