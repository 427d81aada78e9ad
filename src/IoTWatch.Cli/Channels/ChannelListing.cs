using System.Globalization;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Home;
using IoTWatch.Core.Text;
using Spectre.Console;

namespace IoTWatch.Cli.Channels;

/// <summary>Writes channels to a terminal as a table.</summary>
internal static class ChannelListing
{
    public static void Write(IReadOnlyList<ChannelRow> rows, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("device", "destination", "service", "tier");
        foreach (var name in (string[])["contacts", "period", "jitter", "beacon", "RITA"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(Cells(row).Select(Markup.Escape).ToArray());
        console.Write(table);
    }

    private static IEnumerable<string> Cells(ChannelRow row)
    {
        var channel = row.Channel;
        yield return Device(channel);
        yield return SafeText.Of(Destination(channel)) + (channel.Geo.Country is { } country ? $" {country}" : "");
        yield return string.Create(CultureInfo.InvariantCulture, $"{channel.Port}/{channel.Proto}");
        yield return channel.Tier + (channel.Expected ? " expected" : "");
        yield return channel.Contacts.ToString("n0", CultureInfo.InvariantCulture);
        var inFlow = channel.InFlow ? " in flow" : "";
        yield return channel.PeriodS is { } period ? DisplayText.Period(period) + inFlow : "";
        yield return channel.Jitter is { } jitter ? jitter.ToString("0 %", CultureInfo.InvariantCulture) : "";
        var isScored = channel.Features.Count > 0;
        yield return isScored ? channel.Probability.ToString("0.00", CultureInfo.InvariantCulture) : "";
        yield return row.Rita is { } rita ? rita.Score.ToString("0.000", CultureInfo.InvariantCulture) : "";
    }

    private static string Device(ChannelReport channel) =>
        SafeText.Of(channel.Device.Name ?? channel.Device.Vendor) is { Length: > 0 } known
            ? $"{known} ({channel.Device.Id})"
            : channel.Device.Id;

    private static string Destination(ChannelReport channel) =>
        channel.HostName ?? (channel.Destination == channel.Address
            ? channel.Address
            : $"{channel.Destination} ({channel.Address})");
}
