using IoTWatch.Cli.Output;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Cli.Channels;

/// <summary>Writes channels as comma-separated values: the JSON's keys as columns, RITA's parts and the features flattened.</summary>
internal static class ChannelCsv
{
    private static readonly string[] Columns =
    [
        "device", "mac", "ip", "name", "vendor", "destination", "host", "address", "port", "proto", "country", "org", "contacts", "first_at", "last_at",
        "probability", "period_s", "jitter", "missed", "in_flow", "tier", "expected", "rita_score", "rita_ts", "rita_ds", "rita_dur", "rita_hist",
    ];

    public static string Header => Csv.Line([.. Columns, .. BeaconFeatures.Names]);

    public static string Line(ChannelRow row)
    {
        var channel = row.Channel;
        var features = Enumerable.Range(0, BeaconFeatures.Count).Select(i => i < channel.Features.Count ? (object)channel.Features[i] : null);
        return Csv.Line([
            channel.Device.Id, channel.Device.Mac, channel.Device.Ip, channel.Device.Name, channel.Device.Vendor,
            channel.Destination, channel.HostName, channel.Address, channel.Port, channel.Proto, channel.Geo.Country, channel.Geo.Organisation, channel.Contacts,
            channel.FirstAt, channel.LastAt, Math.Round(channel.Probability, 4), Rounded(channel.PeriodS, 3), Rounded(channel.Jitter, 4),
            channel.Missed, channel.InFlow, channel.Tier.ToString(), channel.Expected,
            row.Rita?.Score, row.Rita?.Ts, row.Rita?.Ds, row.Rita?.Dur, row.Rita?.Hist, .. features]);
    }

    private static double? Rounded(double? value, int decimals) => value is { } number ? Math.Round(number, decimals) : null;
}
