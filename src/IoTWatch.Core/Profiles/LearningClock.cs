namespace IoTWatch.Core.Profiles;

/// <summary>Decides until when a device is learned, in event time.</summary>
/// <remarks>
/// Learning lasts for the time asked for, with three exceptions. <b>Settled</b>: where more than 3 days were asked for,
/// 3 days without a new channel end it. <b>Power cycle</b>: a channel that is new within 5 minutes of a DHCP request,
/// or that is housekeeping (time, names, the maker's own), does not count as new: a reboot neither restarts nor
/// prolongs learning. A DHCP request within 6 hours of the one before is a renewal, not a reboot. <b>Quiet</b>: where a
/// day or more was asked for, a device that showed itself on too few days (at most 3 are asked of it) or in too few
/// flows goes on being learned until it has, for at most 4 times as long. A day is 24 hours from the first flow after
/// the day before; nobody's midnight matters. Once over, learning never starts again by itself.
/// </remarks>
public sealed class LearningClock
{
    private const int MostDaysAsked = 3;
    private const int FlowsAsked = 10;
    private const int QuietFactor = 4;
    private static readonly TimeSpan Settled = TimeSpan.FromDays(3);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BootBurst = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(36_500);

    /// <summary>The device's first flow.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When learning ended; null while it goes on.</summary>
    public DateTime? FrozenAt { get; set; }

    /// <summary>The last channel that counted as new.</summary>
    public DateTime NewAt { get; set; }

    public DateTime DhcpAt { get; set; }

    public DateTime BootAt { get; set; }

    public DateTime DayAt { get; set; }

    /// <summary>Days on which the device showed itself.</summary>
    public int Days { get; set; }

    public int Flows { get; set; }

    /// <summary>When it had shown itself enough.</summary>
    public DateTime? KnownAt { get; set; }

    public bool IsOpen(DateTime at, TimeSpan asked) => asked > TimeSpan.Zero && at < (FrozenAt ?? EndsAt(asked));

    /// <summary>Moves event time.</summary>
    /// <returns>True once: when learning has just ended.</returns>
    public bool AdvanceTo(DateTime at, TimeSpan asked)
    {
        if (StartedAt is null || FrozenAt is not null || asked <= TimeSpan.Zero || at < EndsAt(asked))
            return false;
        FrozenAt = EndsAt(asked);
        return true;
    }

    /// <summary>The device opened a flow, or went on with one.</summary>
    /// <param name="isDhcp">It asked everybody for an address.</param>
    public void Observe(DateTime at, TimeSpan asked, bool isDhcp)
    {
        if (FrozenAt is not null)
            return;
        if (StartedAt is null)
            StartedAt = NewAt = at;
        if (isDhcp)
        {
            if (at - DhcpAt >= Renewal)
                BootAt = at;
            DhcpAt = at;
        }
        if (Days == 0 || at - DayAt >= Day)
        {
            DayAt = at;
            Days++;
        }
        Flows = Math.Min(Flows + 1, FlowsAsked);
        if (Flows >= FlowsAsked && Days >= DaysAsked(asked))
            KnownAt ??= at;
    }

    /// <summary>A channel was used for the first time.</summary>
    public void ObserveChannel(DateTime at, bool isHousekeeping)
    {
        if (FrozenAt is null && !isHousekeeping && at - BootAt >= BootBurst)
            NewAt = at;
    }

    private static int DaysAsked(TimeSpan asked) =>
        Math.Clamp((int)Math.Ceiling(asked.TotalDays / 2), 1, MostDaysAsked);

    private DateTime EndsAt(TimeSpan asked)
    {
        asked = asked < LongestAsked ? asked : LongestAsked;
        if (StartedAt is not { } start)
            return DateTime.MaxValue;
        if (asked >= Day && KnownAt is null)
            return start + (QuietFactor * asked);
        var end = start + asked;
        if (asked > Settled && NewAt + Settled < end)
            end = NewAt + Settled;
        return KnownAt > end ? KnownAt.Value : end;
    }
}
