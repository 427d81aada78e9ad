using IoTWatch.Cli.Output;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Cli.Channels;

/// <summary>The CSV columns of channels: as the JSON, with RITA's parts and the features.</summary>
internal static class ChannelColumns
{
    public static readonly IReadOnlyList<CsvColumn<ChannelRow>> All =
    [
        new("device", row => row.Channel.Device.Id),
        new("mac", row => row.Channel.Device.Mac),
        new("ip", row => row.Channel.Device.Ip),
        new("name", row => row.Channel.Device.Name),
        new("vendor", row => row.Channel.Device.Vendor),
        new("destination", row => row.Channel.Destination),
        new("host", row => row.Channel.HostName),
        new("address", row => row.Channel.Address),
        new("port", row => row.Channel.Port),
        new("proto", row => row.Channel.Proto),
        new("country", row => row.Channel.Geo.Country),
        new("org", row => row.Channel.Geo.Organisation),
        new("contacts", row => row.Channel.Contacts),
        new("first_at", row => row.Channel.FirstAt),
        new("last_at", row => row.Channel.LastAt),
        new("probability", row => Math.Round(row.Channel.Probability, 4)),
        new("period_s", row => Rounded(row.Channel.PeriodS, 3)),
        new("jitter", row => Rounded(row.Channel.Jitter, 4)),
        new("missed", row => row.Channel.Missed),
        new("in_flow", row => row.Channel.InFlow),
        new("tier", row => row.Channel.Tier),
        new("expected", row => row.Channel.Expected),
        new("rita_score", row => row.Rita?.Score),
        new("rita_ts", row => row.Rita?.Ts),
        new("rita_ds", row => row.Rita?.Ds),
        new("rita_dur", row => row.Rita?.Dur),
        new("rita_hist", row => row.Rita?.Hist),
        .. Enumerable.Range(0, BeaconFeatures.Count).Select(Feature),
    ];

    private static CsvColumn<ChannelRow> Feature(int index) => new(
        BeaconFeatures.Names[index],
        row => index < row.Channel.Features.Count ? row.Channel.Features[index] : null);

    private static double? Rounded(double? value, int decimals) =>
        value is { } number ? Math.Round(number, decimals) : null;
}
