namespace IoTWatch.Core.Profiles;

/// <summary>Decides when the learning of a device ends, in event time.</summary>
/// <remarks>
/// Learning lasts for the requested time, with three exceptions. <b>Settled</b>: if more than 3 days were requested, 3
/// days without a new channel end it. <b>Power cycle</b>: a channel that is new within 5 minutes of a DHCP request, or
/// that is housekeeping (time, names, the maker's servers), does not count as new: a reboot neither restarts nor
/// prolongs learning. A DHCP request within 6 hours of the previous one is a renewal, not a reboot. <b>Quiet</b>: if a
/// day or more was requested, a device that was active on too few days (at most 3 are required) or had too few flows is
/// learned until it has enough, for at most 4 times the requested time. A day is 24 hours from the first flow after the
/// previous day. After its end, learning does not start again by itself.
/// </remarks>
public sealed class LearningClock
{
    private const int MaxRequiredDays = 3;
    private const int RequiredFlows = 10;
    private const int QuietFactor = 4;
    private static readonly TimeSpan Settled = TimeSpan.FromDays(3);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BootBurst = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(6);
    private static readonly TimeSpan MaxRequested = TimeSpan.FromDays(36_500);

    /// <summary>The device's first flow.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When learning ended; null before.</summary>
    public DateTime? FrozenAt { get; set; }

    /// <summary>The last channel that counted as new.</summary>
    public DateTime NewAt { get; set; }

    public DateTime DhcpAt { get; set; }

    public DateTime BootAt { get; set; }

    public DateTime DayAt { get; set; }

    /// <summary>Number of days on which the device was active.</summary>
    public int Days { get; set; }

    public int Flows { get; set; }

    /// <summary>When it had been active on enough days.</summary>
    public DateTime? KnownAt { get; set; }

    public bool IsOpen(DateTime at, TimeSpan requested) =>
        requested > TimeSpan.Zero && at < (FrozenAt ?? EndsAt(requested));

    /// <summary>Advances event time.</summary>
    /// <returns>True once, when learning has just ended.</returns>
    public bool AdvanceTo(DateTime at, TimeSpan requested)
    {
        if (StartedAt is null || FrozenAt is not null || requested <= TimeSpan.Zero || at < EndsAt(requested))
            return false;
        FrozenAt = EndsAt(requested);
        return true;
    }

    /// <summary>Adds a flow that the device opened or continued.</summary>
    /// <param name="isDhcp">Whether it is a request for an address.</param>
    public void Observe(DateTime at, TimeSpan requested, bool isDhcp)
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
        Flows = Math.Min(Flows + 1, RequiredFlows);
        if (Flows >= RequiredFlows && Days >= RequiredDays(requested))
            KnownAt ??= at;
    }

    /// <summary>Adds the first use of a channel.</summary>
    public void ObserveChannel(DateTime at, bool isHousekeeping)
    {
        if (FrozenAt is null && !isHousekeeping && at - BootAt >= BootBurst)
            NewAt = at;
    }

    private static int RequiredDays(TimeSpan requested) =>
        Math.Clamp((int)Math.Ceiling(requested.TotalDays / 2), 1, MaxRequiredDays);

    private DateTime EndsAt(TimeSpan requested)
    {
        requested = requested < MaxRequested ? requested : MaxRequested;
        if (StartedAt is not { } start)
            return DateTime.MaxValue;
        if (requested >= Day && KnownAt is null)
            return start + (QuietFactor * requested);
        var end = start + requested;
        if (requested > Settled && NewAt + Settled < end)
            end = NewAt + Settled;
        return KnownAt > end ? KnownAt.Value : end;
    }
}
