using System.Text.Json;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Reports;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class ReportTests
{
    private const string Hostile = "<script>alert(1)</script>|`x`[a](b)";

    private static readonly EvaluationReport Report = Make();

    private static EvaluationReport Make()
    {
        TimelineOutcome bad = Some.Run(Some.Beacon(), Some.Label()), good = Some.Run(Some.Beacon(port: 8443));
        CaptureEvaluation Capture(string kind, TimelineOutcome outcome) =>
            new(new CaptureLabel { Title = Hostile, Files = [], Kind = kind }, 1, outcome, 30,
                new Dictionary<string, long>(), null);
        var labelled = LabelledEvaluation.Of([Capture("malware", bad), Capture("benign", good)], .5);
        return new EvaluationReport(
            "iotwatch evaluate --labels labels.json", "rule", 1, "labels.json", labelled, null,
            [new Throughput(Hostile, 2, 1_000, 100, 4)], 50);
    }

    [Fact]
    public void Html_is_self_contained_and_encodes_names()
    {
        var html = HtmlReport.Of(Report);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("data:image/svg+xml;base64,", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_escapes_names_and_names_its_command_and_model()
    {
        var markdown = MarkdownReport.Of(Report);

        Assert.Contains("\niotwatch evaluate --labels labels.json\n", markdown, StringComparison.Ordinal);
        Assert.Contains("Model rule, feature version 1", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "<script", markdown.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(@"\|\`x\`\[a\](b)", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_figures_the_labels_and_the_unexplained_alerts()
    {
        using var json = JsonDocument.Parse(JsonReport.Of(Report));

        var labelled = json.RootElement.GetProperty("labelled");
        Assert.Equal(1, labelled.GetProperty("beacons").GetProperty("count").GetInt32());
        Assert.Equal(1, labelled.GetProperty("false_alerts_unlearned").GetProperty("count").GetInt32());
        var captures = labelled.GetProperty("captures");
        Assert.True(captures[0].GetProperty("labels")[0].GetProperty("found").GetBoolean());
        Assert.Equal(
            "beacon", captures[1].GetProperty("unexplained")[0].GetProperty("alert").GetProperty("kind").GetString());
        Assert.Equal(
            500,
            json.RootElement.GetProperty("throughput").GetProperty("runs")[0].GetProperty("read_per_second")
                .GetDouble());
    }

    [Fact]
    public void Every_row_of_every_table_has_a_cell_for_each_column() =>
        Assert.All(
            ReportSections.Of(Report).Select(section => section.Table).OfType<ReportTable>(),
            table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
}
