using IoTWatch.Learning.Simulation.Scenarios;
using IoTWatch.Learning.Simulation.Writing;

namespace IoTWatch.Learning.Simulation;

/// <summary>
/// Generates a scenario and writes it as capture files with their ground truth, as <c>iotwatch simulate</c> does.
/// </summary>
public static class SimulationWriter
{
    /// <summary>
    /// Writes the files into the folder and returns their paths and counts; files get their names only when all are
    /// complete, <c>labels.json</c> last.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SimulationResult Write(
        Scenario scenario, ScenarioOptions options, SimulationFormat format, string folder)
    {
        var capture = scenario.Generate(options);
        using var files = new AtomicFiles(folder);
        long written = 0, leftOut = 0;
        IReadOnlyList<string> names;
        using (var writer = Open(format, files))
        {
            foreach (var observation in capture.Observations)
                if (writer.Write(observation))
                    written++;
                else
                    leftOut++;
            writer.Finish();
            names = [.. files.Names];
        }
        LabelsWriter.Write(files.Create("labels.json"), scenario, capture, names);
        return new SimulationResult([.. files.Commit()], written, leftOut, capture.Truth);
    }

    private static ICaptureWriter Open(SimulationFormat format, AtomicFiles files) => format switch
    {
        SimulationFormat.Pcap => new PcapScenarioWriter(files.Create("simulated.pcap")),
        SimulationFormat.Zeek => new ZeekScenarioWriter(files),
        _ => new JsonlScenarioWriter(files.Create("telemetry.jsonl")),
    };
}

/// <summary>File format of a simulated capture.</summary>
public enum SimulationFormat : byte
{
    /// <summary>One classic pcap of Ethernet frames.</summary>
    Pcap,

    /// <summary>Zeek's conn.log, dns.log, ssl.log and dhcp.log.</summary>
    Zeek,

    /// <summary>Telemetry messages of the MQTT schema, one JSON object per line.</summary>
    Jsonl,
}

/// <summary>The files and counts of a written simulation.</summary>
/// <param name="Files">Full paths, <c>labels.json</c> last.</param>
/// <param name="Written">Number of observations written.</param>
/// <param name="LeftOut">Number of observations that the format cannot represent (e.g. Wi-Fi events in a packet
/// capture).</param>
public sealed record SimulationResult(
    IReadOnlyList<string> Files, long Written, long LeftOut, IReadOnlyList<GroundTruthChannel> Truth);
