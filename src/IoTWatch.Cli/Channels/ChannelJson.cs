using System.Buffers;
using System.Text;
using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Cli.Channels;

/// <summary>Writes channels as JSON, one a line; keys in contracts' order, the same input gives the same bytes.</summary>
internal sealed class ChannelJson(TextWriter output)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public void Write(ChannelRow row)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
            Write(json, row);
        output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, ChannelRow row)
    {
        var channel = row.Channel;
        json.WriteStartObject();
        json.WriteString("device", channel.Device.Id);
        json.WriteString("mac", channel.Device.Mac);
        json.WriteString("ip", channel.Device.Ip);
        json.WriteString("name", channel.Device.Name);
        json.WriteString("vendor", channel.Device.Vendor);
        json.WriteString("destination", channel.Destination);
        json.WriteString("host", channel.HostName);
        json.WriteString("address", channel.Address);
        json.WriteNumber("port", channel.Port);
        json.WriteString("proto", channel.Proto);
        json.WriteString("country", channel.Geo.Country);
        json.WriteString("org", channel.Geo.Organisation);
        json.WriteNumber("contacts", channel.Contacts);
        json.WriteString("first_at", Json.Time(channel.FirstAt));
        json.WriteString("last_at", Json.Time(channel.LastAt));
        json.WriteRounded("probability", channel.Probability, 4);
        json.WriteRounded("period_s", channel.PeriodS, 3);
        json.WriteRounded("jitter", channel.Jitter, 4);
        json.WriteNumber("missed", channel.Missed);
        json.WriteBoolean("in_flow", channel.InFlow);
        json.WriteString("tier", channel.Tier.ToString());
        json.WriteBoolean("expected", channel.Expected);
        WriteRita(json, row.Rita);
        json.WriteStartObject("features");
        for (var i = 0; i < channel.Features.Count; i++)
            json.WriteFinite(BeaconFeatures.Names[i], channel.Features[i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRita(Utf8JsonWriter json, RitaScore? rita)
    {
        if (rita is not { } score)
        {
            json.WriteNull("rita");
            return;
        }
        json.WriteStartObject("rita");
        json.WriteRounded("score", score.Score, 3);
        json.WriteRounded("ts", score.Ts, 3);
        json.WriteRounded("ds", score.Ds, 3);
        json.WriteRounded("dur", score.Dur, 3);
        json.WriteRounded("hist", score.Hist, 3);
        json.WriteEndObject();
    }
}
