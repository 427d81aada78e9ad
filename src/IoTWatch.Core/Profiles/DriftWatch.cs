using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// Recognises a firmware update by its new destinations, so that a user decides once and not per destination.
/// </summary>
/// <remarks>
/// A proposal needs at least 3 days without a new channel, then at least 3 new destinations within an hour, one of
/// which belongs to the maker, to a destination of the profile, or to a known organisation. Destinations without a name
/// are never part of a proposal, so that a regular call to one alerts in any case. A download is the other sign of an
/// update: within an hour the device received at least 1 MB from destinations of its profile, and three times as much
/// as in any earlier hour. Then every new destination with a name in the following hour belongs to the update, even a
/// single one, however long ago the last new channel was. Channels of a proposal do not alert until a user decides.
/// </remarks>
public sealed class DriftWatch
{
    public const int Max = 64;
    private const int DestinationsNeeded = 3;
    private const long UpdateBytes = 1 << 20;
    private const long UpdateTimes = 3;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan Stable = TimeSpan.FromDays(3);

    /// <summary>Time of the last new channel.</summary>
    public DateTime? NewAt { get; set; }

    /// <summary>Seconds without a new channel before the first of <see cref="Burst"/>.</summary>
    public double StableSeconds { get; set; }

    /// <summary>New channels within an hour of the first, if a stable time preceded it.</summary>
    public List<DriftDestination> Burst { get; set; } = [];

    /// <summary>The hour (since the epoch) that <see cref="Loaded"/> belongs to.</summary>
    public long LoadHour { get; set; }

    /// <summary>Bytes received in that hour from destinations of the profile.</summary>
    public long Loaded { get; set; }

    /// <summary>The maximum of all earlier hours.</summary>
    public long MostLoaded { get; set; }

    /// <summary>When the device last downloaded what may be an update.</summary>
    public DateTime? UpdateAt { get; set; }

    /// <summary>Whether an update was observed before <see cref="Burst"/>.</summary>
    public bool IsUpdate { get; set; }

    /// <summary>Whether a user decided on the current burst.</summary>
    public bool IsDecided { get; set; }

    [JsonIgnore]
    public bool IsProposed =>
        !IsDecided && Burst.Count > 0
        && (IsUpdate || (Burst.Exists(destination => destination.Relation is not null)
            && Burst.Select(destination => destination.Key.Destination).Distinct().Count() >= DestinationsNeeded));

    /// <summary>Adds bytes received from a destination of the profile.</summary>
    public void ObserveDownload(DateTime at, long bytes)
    {
        var hour = at.Ticks / TimeSpan.TicksPerHour;
        if (hour != LoadHour)
            (LoadHour, MostLoaded, Loaded) = (hour, Math.Max(MostLoaded, Loaded), 0);
        Loaded += bytes;
        if (Loaded >= UpdateBytes && Loaded >= UpdateTimes * MostLoaded)
            UpdateAt = at;
    }

    /// <summary>Adds a new channel.</summary>
    /// <param name="isLearned">Whether learning has ended; before that nothing is proposed.</param>
    public void ObserveNew(DriftDestination destination, bool isLearned)
    {
        var (before, at) = (NewAt, destination.At);
        NewAt = at;
        if (Burst.Count > 0 && at - Burst[0].At <= Window)
        {
            if (destination.HostName is not null && Burst.Count < Max)
                Burst.Add(destination);
            return;
        }
        var isUpdate = at - UpdateAt <= Window;
        if (!isLearned || before is null || (!isUpdate && at - before < Stable))
            return;
        // An older proposal without a decision is kept: there is one at a time, and later destinations can alert.
        if (IsProposed || destination.HostName is null)
            return;
        (Burst, StableSeconds, IsUpdate, IsDecided) = ([destination], (at - before.Value).TotalSeconds, isUpdate,
            false);
    }

    /// <summary>Whether the channel is part of an undecided proposal.</summary>
    public bool IsPending(ChannelKey key) => IsProposed && Burst.Exists(destination => destination.Key == key);

    public DriftProposal? Proposal(string device) =>
        IsProposed ? new DriftProposal(device, Burst[0].At, Burst[^1].At, StableSeconds, IsUpdate, [.. Burst]) : null;
}

/// <summary>A new channel of a device after learning.</summary>
/// <param name="Relation">The relation to the device: "its maker's", "a party it knows"; null without one.</param>
public sealed record DriftDestination(ChannelKey Key, DateTime At, Tier Tier, string? HostName, string? Relation);
