using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Writes the ground truth as <c>labels.json</c>, the format that <c>evaluate</c> reads.</summary>
internal static class LabelsWriter
{
    public static void Write(Stream output, Scenario scenario, SimulatedCapture capture, IReadOnlyList<string> files)
    {
        var channels = capture.Truth.Select(t => new LabelledChannel(
            t.Device, t.Address, t.Name, t.Protocol, t.Port, true, t.PeriodSeconds, t.InFlow, "generated"));
        var labelled = new LabelledCapture(
            files, "simulated", capture.LocalNetworks, 0, [.. channels], scenario.Description);
        JsonSerializer.Serialize(output, new Labels([labelled]), LabelsContext.Default.Labels);
        output.WriteByte((byte)'\n');
    }
}

internal sealed record Labels(IReadOnlyList<LabelledCapture> Captures);

internal sealed record LabelledCapture(
    IReadOnlyList<string> Files, string Kind, IReadOnlyList<string> Local, int LearnDays,
    IReadOnlyList<LabelledChannel> Malicious, string Note);

internal sealed record LabelledChannel(
    string Device, string Address, string? Name, string Proto, int Port, bool Beacon, double PeriodS, bool InFlow,
    string Basis);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Labels))]
internal sealed partial class LabelsContext : JsonSerializerContext;
