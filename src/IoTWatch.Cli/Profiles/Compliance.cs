using IoTWatch.Core;
using IoTWatch.Core.Home;

namespace IoTWatch.Cli.Profiles;

/// <summary>How many contacts and channels of a device its profile covers, and the channels it does not.</summary>
/// <param name="Violations">Channels that no rule covers, the busiest first.</param>
internal sealed record Compliance(
    DeviceReport Device, int Channels, long Contacts, long CoveredContacts, IReadOnlyList<ChannelReport> Violations)
{
    public bool HasProfile => Device.Profile != "none";

    /// <summary>Share of contacts covered; null without a profile.</summary>
    public double? ContactsPercent => HasProfile ? Percent(CoveredContacts, Contacts) : null;

    /// <summary>Share of channels covered; null without a profile.</summary>
    public double? ChannelsPercent => HasProfile ? Percent(Channels - Violations.Count, Channels) : null;

    /// <summary>The compliance of every device that called somebody, by id.</summary>
    public static IReadOnlyList<Compliance> Of(Pipeline pipeline) =>
    [
        .. pipeline.Home.Channels().Where(channel => channel.Contacts > 0).GroupBy(channel => channel.Device.Id)
            .Select(Of),
    ];

    private static Compliance Of(IEnumerable<ChannelReport> ofDevice)
    {
        var channels = ofDevice.ToList();
        return new Compliance(
            channels[0].Device,
            channels.Count,
            channels.Sum(channel => (long)channel.Contacts),
            channels.Where(channel => channel.Expected).Sum(channel => (long)channel.Contacts),
            [.. channels.Where(channel => !channel.Expected).OrderByDescending(channel => channel.Contacts)]);
    }

    // Rounded down, so that 100 % means all of them.
    private static double Percent(long part, long whole) => whole == 0 ? 100 : Math.Floor(1000.0 * part / whole) / 10;
}
