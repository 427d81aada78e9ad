using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using IoTWatch.Application.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Home;
using IoTWatch.Core.Text;
using Spectre.Console;

namespace IoTWatch.Cli.Profiles;

/// <summary>Writes the result of a test: a row per device, with the channels that its profile does not cover.</summary>
internal static class ComplianceRows
{
    private static readonly IReadOnlyList<CsvColumn<(Compliance Of, ChannelReport? Channel)>> Columns =
    [
        new("device", row => row.Of.Device.Id),
        new("name", row => row.Of.Device.Name),
        new("profile", row => row.Of.Device.Profile),
        new("contacts_percent", row => row.Of.ContactsPercent),
        new("channels_percent", row => row.Of.ChannelsPercent),
        new("destination", row => row.Channel?.Destination),
        new("host", row => row.Channel?.HostName),
        new("port", row => row.Channel?.Port),
        new("proto", row => row.Channel?.Proto),
        new("tier", row => row.Channel?.Tier),
        new("contacts", row => row.Channel?.Contacts),
        new("first_at", row => row.Channel?.FirstAt),
        new("last_at", row => row.Channel?.LastAt),
    ];

    public static void Write(IReadOnlyList<Compliance> devices, RowFormat format, Terminal terminal)
    {
        switch (format)
        {
            case RowFormat.Table:
                Table(devices, terminal.OutConsole);
                break;
            case RowFormat.Csv:
                Csv.Write(terminal.Out, Columns, devices.SelectMany(CsvRows));
                break;
            default:
                foreach (var device in devices)
                    terminal.Out.WriteLine(Json(device));
                break;
        }
        terminal.Out.Flush();
    }

    /// <summary>A row per channel that the profile does not cover; one without a channel where it covers all.</summary>
    private static IEnumerable<(Compliance Of, ChannelReport? Channel)> CsvRows(Compliance device) =>
        device.Violations.Count == 0
            ? [(device, null)]
            : device.Violations.Select(channel => (device, (ChannelReport?)channel));

    private static void Table(IReadOnlyList<Compliance> devices, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("device", "profile");
        foreach (var name in (string[])["contacts", "covered", "channels", "covered"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var device in devices)
            table.AddRow(Cells(device).Select(Markup.Escape).ToArray());
        console.Write(table);
        foreach (var device in devices.Where(device => device is { HasProfile: true, Violations.Count: > 0 }))
        {
            console.WriteLine($"{Name(device)} is not allowed to call");
            foreach (var channel in device.Violations)
            {
                var to = SafeText.Of(channel.HostName ?? channel.Destination);
                var contacts = DisplayText.Count(channel.Contacts);
                console.WriteLine($"  {to} on {channel.Proto}/{channel.Port}: {contacts} contacts, {channel.Tier}");
            }
        }
    }

    private static string Json(Compliance device)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("device", device.Device.Id);
            json.WriteString("name", device.Device.Name);
            json.WriteString("profile", device.Device.Profile);
            json.WriteRounded("contacts_percent", device.ContactsPercent, 1);
            json.WriteRounded("channels_percent", device.ChannelsPercent, 1);
            json.WriteNumber("contacts", device.Contacts);
            json.WriteNumber("channels", device.Channels);
            json.WriteStartArray("violations");
            foreach (var channel in device.Violations)
                Violation(json, channel);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Violation(Utf8JsonWriter json, ChannelReport channel)
    {
        json.WriteStartObject();
        json.WriteString("destination", channel.Destination);
        json.WriteString("host", channel.HostName);
        json.WriteString("address", channel.Address);
        json.WriteNumber("port", channel.Port);
        json.WriteString("proto", channel.Proto);
        json.WriteString("tier", channel.Tier.ToString());
        json.WriteNumber("contacts", channel.Contacts);
        json.WriteRounded("period_s", channel.PeriodS, 3);
        json.WriteString("first_at", RowJson.Time(channel.FirstAt));
        json.WriteString("last_at", RowJson.Time(channel.LastAt));
        json.WriteEndObject();
    }

    private static IEnumerable<string> Cells(Compliance device) =>
    [
        Name(device), SafeText.Of(device.Device.Profile),
        DisplayText.Count(device.Contacts), Percent(device.ContactsPercent),
        DisplayText.Count(device.Channels), Percent(device.ChannelsPercent),
    ];

    private static string Name(Compliance device) =>
        SafeText.Of(device.Device.Name ?? device.Device.Vendor) is { Length: > 0 } known
            ? $"{known} ({device.Device.Id})"
            : device.Device.Id;

    private static string Percent(double? percent) =>
        percent is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.0} %") : "";
}
