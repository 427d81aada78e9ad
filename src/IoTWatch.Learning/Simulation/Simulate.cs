using IoTWatch.Learning.Simulation.Scenarios;
using IoTWatch.Learning.Simulation.Writing;

namespace IoTWatch.Learning.Simulation;

/// <summary>Writes a scenario as capture files with their ground truth: what <c>iotwatch simulate</c> does.</summary>
public static class Simulate
{
    /// <summary>Writes into the folder; files appear under their names only when all are whole, <c>labels.json</c> last.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SimulationResult Write(Scenario scenario, ScenarioOptions options, SimulationFormat format, string folder)
    {
        var capture = scenario.Generate(options);
        using var files = new PartFiles(folder);
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

    private static ICaptureWriter Open(SimulationFormat format, PartFiles files) => format switch
    {
        SimulationFormat.Pcap => new PcapScenarioWriter(files.Create("simulated.pcap")),
        SimulationFormat.Zeek => new ZeekScenarioWriter(files),
        _ => new JsonlScenarioWriter(files.Create("telemetry.jsonl")),
    };
}
