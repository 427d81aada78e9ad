using System.Text.Json;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Home;

namespace IoTWatch.Application.Json;

/// <summary>Writes a channel as JSON, the same for the command line and the API, keys in a fixed order.</summary>
public static class ChannelJson
{
    /// <param name="rita">RITA's score of the pair of addresses; null where its window is not kept.</param>
    public static void Write(Utf8JsonWriter json, ChannelReport channel, RitaScore? rita)
    {
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
        json.WriteString("first_at", RowJson.Time(channel.FirstAt));
        json.WriteString("last_at", RowJson.Time(channel.LastAt));
        json.WriteRounded("probability", channel.Probability, 4);
        json.WriteRounded("period_s", channel.PeriodS, 3);
        json.WriteRounded("jitter", channel.Jitter, 4);
        json.WriteNumber("missed", channel.Missed);
        json.WriteBoolean("in_flow", channel.InFlow);
        json.WriteString("tier", channel.Tier.ToString());
        json.WriteBoolean("expected", channel.Expected);
        WriteRita(json, rita);
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
