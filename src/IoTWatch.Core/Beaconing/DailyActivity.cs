namespace IoTWatch.Core.Beaconing;

/// <summary>The hours of the day (UTC) in which a channel is used.</summary>
internal static class DailyActivity
{
    /// <param name="hours">Contacts in each of 24 hours.</param>
    /// <returns>Share of hours with a contact; longest run of such hours, across midnight, over 24; share of contacts
    /// between 0 and 6 h.</returns>
    public static (double ActiveShare, double LongestRun, double NightShare) Of(ReadOnlySpan<ushort> hours)
    {
        int active = 0, run = 0, longest = 0, total = 0, night = 0;
        for (var i = 0; i < 48; i++)
        {
            run = hours[i % 24] > 0 ? run + 1 : 0;
            longest = Math.Max(longest, Math.Min(run, 24));
        }
        for (var hour = 0; hour < 24; hour++)
        {
            active += hours[hour] > 0 ? 1 : 0;
            total += hours[hour];
            night += hour < 6 ? hours[hour] : 0;
        }
        return (active / 24.0, longest / 24.0, total == 0 ? 0 : (double)night / total);
    }
}
