using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Channels;
using IoTWatch.Server.Api;
using Spectre.Console;

namespace IoTWatch.Cli.Profiles;

/// <summary>Writes the result of a test: a device a row with its figures, and the channels that violate its profile.</summary>
internal static class ComplianceRows
{
    public static void Write(IReadOnlyList<Compliance> devices, RowFormat format, Terminal terminal)
    {
        if (format == RowFormat.Table)
            Table(devices, terminal.OutConsole);
        if (format == RowFormat.Csv)
            terminal.Out.WriteLine(Csv.Line(["device", "name", "profile", "contacts_percent", "channels_percent", "destination", "host", "port", "proto", "tier", "contacts", "first_at", "last_at"]));
        foreach (var device in format == RowFormat.Table ? [] : devices)
            if (format == RowFormat.Jsonl)
                terminal.Out.WriteLine(Json(device));
            else
                foreach (var channel in device.Violations.Count == 0 ? [null] : device.Violations.Cast<ChannelReport?>())
                    terminal.Out.WriteLine(Csv.Line([
                        device.Device.Id, device.Device.Name, device.Device.Profile, device.ContactsPercent, device.ChannelsPercent, channel?.Destination,
                        channel?.HostName, channel?.Port, channel?.Proto, channel?.Tier.ToString(), channel?.Contacts, channel?.FirstAt, channel?.LastAt]));
        terminal.Out.Flush();
    }

    private static void Table(IReadOnlyList<Compliance> devices, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("device", "profile");
        foreach (var name in (string[])["contacts", "covered", "channels", "covered"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var device in devices)
            table.AddRow(((string[])[
                Name(device), SafeText.Of(device.Device.Profile), Number(device.Contacts), Percent(device.ContactsPercent), Number(device.Channels), Percent(device.ChannelsPercent)])
                .Select(Markup.Escape).ToArray());
        console.Write(table);
        foreach (var device in devices.Where(device => device is { HasProfile: true, Violations.Count: > 0 }))
        {
            console.WriteLine($"{Name(device)} is not allowed to call");
            foreach (var channel in device.Violations)
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {SafeText.Of(channel.HostName ?? channel.Destination)} on {channel.Proto}/{channel.Port}: {channel.Contacts:n0} contacts, {channel.Tier}"));
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

    private static string Name(Compliance device) =>
        SafeText.Of(device.Device.Name ?? device.Device.Vendor) is { Length: > 0 } known ? $"{known} ({device.Device.Id})" : device.Device.Id;

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string Percent(double? percent) => percent is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.0} %") : "";
}
