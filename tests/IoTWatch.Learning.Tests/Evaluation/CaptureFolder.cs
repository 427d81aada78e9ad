using System.Text;
using System.Text.Json.Nodes;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Evaluation;

/// <summary>A temporary folder of simulated captures with one label file for all; deleted on Dispose.</summary>
internal sealed class CaptureFolder : IDisposable
{
    private readonly JsonArray _captures = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iotwatch-evaluation-");

    public string Path => _folder.FullName;

    /// <summary>Writes a scenario and adds the labels that the simulator wrote.</summary>
    public CaptureFolder Add(
        string name, string scenario, ScenarioOptions options, SimulationFormat format, string kind = "simulated",
        double learnDays = 0)
    {
        var result = SimulationWriter.Write(
            Scenario.Find(scenario)!, options, format, System.IO.Path.Combine(Path, name));
        var capture = JsonNode.Parse(File.ReadAllText(result.Files[^1]))!["captures"]![0]!.DeepClone().AsObject();
        capture["files"] = new JsonArray(name);
        capture["kind"] = kind;
        capture["learn_days"] = learnDays;
        _captures.Add(capture);
        File.Delete(result.Files[^1]);
        return this;
    }

    public LabelSet Labels() => LabelReader.Read(
        Encoding.UTF8.GetBytes(new JsonObject { ["captures"] = _captures.DeepClone() }.ToJsonString()), Path);

    public LabelledEvaluation Evaluate()
    {
        var labels = Labels();
        Assert.Empty(labels.Problems.Concat(labels.Missing).Concat(labels.Notes));
        return new LabelledRun(Some.Context()).Evaluate(labels.Captures);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
