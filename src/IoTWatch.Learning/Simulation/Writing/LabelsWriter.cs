using System.Text.Json;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Writes the ground truth as <c>labels.json</c>, the format that <c>evaluate</c> reads.</summary>
internal static class LabelsWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static void Write(Stream output, Scenario scenario, SimulatedCapture capture, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(output, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("captures");
            json.WriteStartObject();
            WriteStrings(json, "files", files);
            json.WriteString("kind", "simulated");
            WriteStrings(json, "local", capture.LocalNetworks);
            json.WriteNumber("learn_days", 0);
            json.WriteStartArray("malicious");
            foreach (var channel in capture.Truth)
                WriteChannel(json, channel);
            json.WriteEndArray();
            json.WriteString("note", scenario.Description);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteChannel(Utf8JsonWriter json, GroundTruthChannel channel)
    {
        json.WriteStartObject();
        json.WriteString("device", channel.Device);
        json.WriteString("address", channel.Address);
        json.WriteString("name", channel.Name);
        json.WriteString("proto", channel.Protocol);
        json.WriteNumber("port", channel.Port);
        json.WriteBoolean("beacon", true);
        json.WriteNumber("period_s", channel.PeriodSeconds);
        json.WriteBoolean("in_flow", channel.InFlow);
        json.WriteString("basis", "generated");
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
