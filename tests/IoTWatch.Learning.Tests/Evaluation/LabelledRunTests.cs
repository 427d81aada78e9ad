using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Reports;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;
using IoTWatch.Tests;

namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class LabelledRunTests
{
    private static readonly ScenarioOptions Bad = new() { Duration = TimeSpan.FromHours(2), PeriodSeconds = 60 };
    private static readonly ScenarioOptions Good = new() { Duration = TimeSpan.FromHours(8), Compromised = 0 };

    [Theory]
    [InlineData(SimulationFormat.Pcap)]
    [InlineData(SimulationFormat.Zeek)]
    [InlineData(SimulationFormat.Jsonl)]
    public void A_malicious_and_a_benign_capture_of_any_format_are_evaluated_correctly(SimulationFormat format)
    {
        using var folder = new CaptureFolder().Add("bad", "beacon", Bad, format)
            .Add("good", "kettle", Good, format, "benign", learnDays: .2);

        var evaluation = folder.Evaluate();

        Assert.Equal((1, 1), (evaluation.Beacons.Count, evaluation.Beacons.Total));
        Assert.Equal(0, evaluation.FalseAlerts.Count);
        Assert.InRange(evaluation.FalseAlerts.Exposure, .1, 9 * (8 / 24.0 - .2) + .001);
        Assert.Equal(0, evaluation.OtherAlerts);
        var label = Assert.Single(evaluation.Captures[0].Outcome.Labels);
        Assert.InRange(label.Contacts!.Value, 8, 16);
        Assert.True(label.PeriodError < .05);
        Assert.InRange(evaluation.BenignChannels, 10, 60);
        var names = evaluation.Detectors.Select(row => row.Name).ToList();
        Assert.Equal(
            ["iotwatch, alerts", "iotwatch, probability alone", "CV of intervals < 0.3", "any new destination",
                "RITA score ≥ 0.80"],
            names);
        Assert.All(evaluation.Detectors, row => Assert.Equal(1, row.Recall.Total));
        Assert.Equal(1, evaluation.Detectors[0].Precision.Value);
        Assert.Equal(1, evaluation.Detectors[0].Auc);
        // Healthy heartbeats are as regular as the bad ones: no baseline can tell.
        Assert.True(evaluation.Detectors[2].FalsePerDeviceDay.Count > 0);
    }

    [Fact]
    public void Without_learning_unknown_destinations_are_counted_as_false_alerts()
    {
        using var folder = new CaptureFolder().Add("good", "kettle", Good, SimulationFormat.Jsonl, "benign");

        var evaluation = folder.Evaluate();

        Assert.True(evaluation.FalseAlertsUnlearned.Count > 0);
        Assert.Equal(evaluation.FalseAlertsUnlearned.Count, evaluation.Captures[0].Unexplained.Count());
        Assert.Null(evaluation.FalseAlerts.Value);
        Assert.Null(evaluation.Beacons.Value);
    }

    [Fact]
    public void Alerts_without_labels_are_other_alerts_in_captures_with_partial_labels()
    {
        using var folder = new CaptureFolder().Add("good", "kettle", Good, SimulationFormat.Jsonl, "malware");

        var evaluation = folder.Evaluate();

        Assert.True(evaluation.OtherAlerts > 0);
        Assert.Equal(0, evaluation.FalseAlerts.Count + evaluation.FalseAlertsUnlearned.Count);
        Assert.Equal(0, evaluation.BenignChannels);
    }

    [Fact]
    public void An_unreadable_capture_is_reported_and_excluded()
    {
        using var folder = new CaptureFolder().Add("bad", "beacon", Bad, SimulationFormat.Jsonl)
            .Add("broken", "beacon", Bad, SimulationFormat.Jsonl);
        File.WriteAllText(Path.Combine(folder.Path, "broken", "telemetry.jsonl"), "nothing that is known");

        var evaluation = folder.Evaluate();

        Assert.NotNull(evaluation.Captures[1].Unreadable);
        Assert.Null(evaluation.Captures[0].Unreadable);
        Assert.Equal(1, evaluation.Beacons.Total);
    }

    [Fact]
    public void Evaluating_twice_gives_the_same_report()
    {
        using var folder = new CaptureFolder().Add("bad", "beacon", Bad, SimulationFormat.Zeek)
            .Add("good", "kettle", Good, SimulationFormat.Pcap, "benign", .1);

        Assert.Equal(Report(folder), Report(folder));

        static string Report(CaptureFolder folder) =>
            JsonReport.Of(new EvaluationReport("c", "m", 1, "labels.json", folder.Evaluate(), null, [], 0));
    }

    [Fact]
    public void The_shared_labels_are_evaluated_end_to_end()
    {
        var file = SharedData.Path("labels.json");
        var labels = LabelReader.Read(File.ReadAllBytes(file), Path.GetDirectoryName(file)!);
        Assert.Empty(labels.Problems.Concat(labels.Missing).Concat(labels.Notes));

        var evaluation = new LabelledRun(Some.Context()).Evaluate(labels.Captures);

        Assert.All(evaluation.Captures, capture => Assert.Null(capture.Unreadable));
        Assert.Equal(
            labels.Captures.Sum(capture => capture.Malicious.Count),
            evaluation.Captures.Sum(capture => capture.Outcome.Labels.Count));
        Assert.All(
            evaluation.Captures.SelectMany(capture => capture.Outcome.Labels),
            label => Assert.True(label.Listed, label.Label.Path));
        Assert.True(evaluation.BenignDeviceDays > 16);
        Assert.True(evaluation.Beacons.Total > 0);
    }
}
