using System.Buffers;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests;

/// <summary>Creates test inputs.</summary>
internal static class Some
{
    public static string Folder() => Directory.CreateTempSubdirectory("iotwatch-learning-").FullName;

    public static List<Observation> Observations(string scenario, ScenarioOptions? options = null) =>
        [.. Scenario.Find(scenario)!.Generate(options ?? new ScenarioOptions()).Observations];

    /// <summary>Returns an observation as JSON, because record equality does not compare lists.</summary>
    public static string Text(Observation observation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        TelemetryCodec.Encode(observation, -1, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
