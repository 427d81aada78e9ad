using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// Recognises a firmware update by the new destinations it brings, so that a person decides once and not per
/// destination.
/// </summary>
/// <remarks>
/// After at least 3 days without a new channel, at least 3 new destinations within an hour, one of which belongs to the
/// maker, to a party the profile knows, or to an organisation it knows. Destinations without a name take no part: they
/// neither make a proposal nor hide in one, so that a nameless regular call alerts whatever happens around it. Or an
/// update was seen: within an hour the device loaded at least 1 MB from parties its profile knows, and three times as
/// much as in any hour of its life before. Then whatever has a name and is new in the hour after belongs to it, one
/// destination or more, however long ago the last new one was. What a proposal holds is not alerted until a person
/// decides.
/// </remarks>
public sealed class DriftWatch
{
    public const int Most = 64;
    private const int DestinationsNeeded = 3;
    private const long UpdateBytes = 1 << 20;
    private const long UpdateTimes = 3;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan Stable = TimeSpan.FromDays(3);

    /// <summary>The last channel that was new.</summary>
    public DateTime? NewAt { get; set; }

    /// <summary>How long there had been none before the first of <see cref="Burst"/>.</summary>
    public double StableSeconds { get; set; }

    /// <summary>New channels within an hour of the first, where that came after a stable time.</summary>
    public List<DriftDestination> Burst { get; set; } = [];

    /// <summary>The hour (since the epoch) that <see cref="Loaded"/> belongs to.</summary>
    public long LoadHour { get; set; }

    /// <summary>Bytes received in that hour from parties the profile knows.</summary>
    public long Loaded { get; set; }

    /// <summary>The most of any hour before.</summary>
    public long MostLoaded { get; set; }

    /// <summary>When the device had last loaded what may be an update.</summary>
    public DateTime? UpdateAt { get; set; }

    /// <summary><see cref="Burst"/> came with an update that was seen.</summary>
    public bool IsUpdate { get; set; }

    /// <summary>A person decided on the present burst.</summary>
    public bool IsDecided { get; set; }

    [JsonIgnore]
    public bool IsProposed =>
        !IsDecided && Burst.Count > 0
        && (IsUpdate || (Burst.Exists(destination => destination.Relation is not null)
            && Burst.Select(destination => destination.Key.Destination).Distinct().Count() >= DestinationsNeeded));

    /// <summary>The device received something from a party that its profile knows.</summary>
    public void ObserveDownload(DateTime at, long bytes)
    {
        var hour = at.Ticks / TimeSpan.TicksPerHour;
        if (hour != LoadHour)
            (LoadHour, MostLoaded, Loaded) = (hour, Math.Max(MostLoaded, Loaded), 0);
        Loaded += bytes;
        if (Loaded >= UpdateBytes && Loaded >= UpdateTimes * MostLoaded)
            UpdateAt = at;
    }

    /// <summary>A channel is new.</summary>
    /// <param name="isLearned">Learning is over: before that nothing is proposed.</param>
    public void ObserveNew(DriftDestination destination, bool isLearned)
    {
        var (before, at) = (NewAt, destination.At);
        NewAt = at;
        if (Burst.Count > 0 && at - Burst[0].At <= Window)
        {
            if (destination.HostName is not null && Burst.Count < Most)
                Burst.Add(destination);
            return;
        }
        var isUpdate = at - UpdateAt <= Window;
        if (!isLearned || before is null || (!isUpdate && at - before < Stable))
            return;
        // An older proposal that nobody decided on stays: one thing to decide at a time, and what comes later alerts by
        // itself.
        if (IsProposed || destination.HostName is null)
            return;
        (Burst, StableSeconds, IsUpdate, IsDecided) = ([destination], (at - before.Value).TotalSeconds, isUpdate,
            false);
    }

    /// <summary>Whether the channel waits for a person's decision.</summary>
    public bool Absorbs(ChannelKey key) => IsProposed && Burst.Exists(destination => destination.Key == key);

    public DriftProposal? Proposal(string device) =>
        IsProposed ? new DriftProposal(device, Burst[0].At, Burst[^1].At, StableSeconds, IsUpdate, [.. Burst]) : null;
}

/// <summary>A channel that a device opened for the first time, long after it was learned.</summary>
/// <param name="Relation">Why it is no stranger: "its maker's", "a party it knows"; null where it is one.</param>
public sealed record DriftDestination(ChannelKey Key, DateTime At, Tier Tier, string? HostName, string? Relation);
