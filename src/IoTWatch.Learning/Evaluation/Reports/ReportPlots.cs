using System.Globalization;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Households;
using IoTWatch.Learning.Evaluation.Runs;
using ScottPlot;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>
/// Draws an evaluation with ScottPlot: precision over recall, ROC, contacts until the alert, recall by class.
/// </summary>
public static class ReportPlots
{
    private const int Width = 600;
    private const int Height = 400;
    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.OpenSquare, MarkerShape.FilledTriangleUp, MarkerShape.Cross,
        MarkerShape.OpenDiamond
    ];

    public static IReadOnlyList<ReportPlot> Of(EvaluationReport report)
    {
        var plots = new List<ReportPlot>();
        if (report.Labelled is { } labelled)
        {
            plots.AddRange(Curves("Labelled captures", labelled.Detectors));
            plots.AddRange(Contacts(labelled.Captures.SelectMany(capture => capture.Outcome.Labels)
                .Where(outcome => outcome is { Found: true, Contacts: not null, PeriodS: > 0 })));
        }
        if (report.Households is { } households)
        {
            plots.AddRange(Curves("Simulated households", households.Detectors));
            plots.Add(Classes([.. households.Classes.Where(each => each.AlertAsked)]));
        }
        return plots;
    }

    private static IEnumerable<ReportPlot> Curves(string of, IReadOnlyList<DetectorFigures> detectors)
    {
        if (detectors.All(row => row.Curve.Count == 0))
            yield break;
        var finding = string.Join(
            "; ", detectors.Select(row => $"{row.Name}: AUC {FigureText.Number(row.Auc, "0.000")}"));
        yield return Lines($"{of}: precision over recall", finding, detectors, "recall", "precision",
            row => (row.Curve.Select(point => point.Recall), row.Curve.Select(point => point.Precision)));
        yield return Lines($"{of}: ROC", finding, detectors, "false-positive rate", "recall",
            row => (row.Curve.Select(point => point.FalsePositiveRate).Prepend(0).Append(1),
                row.Curve.Select(point => point.Recall).Prepend(0).Append(1)));
    }

    private static ReportPlot Lines(
        string title, string finding, IReadOnlyList<DetectorFigures> detectors, string x, string y,
        Func<DetectorFigures, (IEnumerable<double> X, IEnumerable<double> Y)> points)
    {
        using var plot = new Plot();
        for (var i = 0; i < detectors.Count; i++)
        {
            var (xs, ys) = points(detectors[i]);
            var line = plot.Add.Scatter(xs.ToArray(), ys.ToArray());
            line.LegendText = detectors[i].Name;
            line.LineWidth = 2;
            // Series differ by marker, not only by colour.
            line.MarkerShape = Shapes[i % Shapes.Length];
            line.MarkerSize = 8;
        }
        plot.Axes.SetLimits(-.02, 1.02, -.02, 1.02);
        plot.ShowLegend(Edge.Right);
        return Finish(plot, title, finding, x, y);
    }

    private static IEnumerable<ReportPlot> Contacts(IEnumerable<LabelOutcome> found)
    {
        var outcomes = found.ToList();
        if (outcomes.Count == 0)
            yield break;
        using var plot = new Plot();
        plot.Add.Markers(
            outcomes.ConvertAll(outcome => Math.Log10(outcome.PeriodS!.Value)),
            outcomes.ConvertAll(outcome => (double)outcome.Contacts!.Value));
        plot.Axes.Margins(.1, .2);
        yield return Finish(
            plot, "Labelled captures: contacts until the alert",
            string.Join(
                "; ",
                outcomes.Select(outcome => string.Create(
                    CultureInfo.InvariantCulture, $"every {outcome.PeriodS:0.##} s: {outcome.Contacts}"))),
            "period, log10 of seconds", "contacts");
    }

    private static ReportPlot Classes(IReadOnlyList<InjectionFigures> classes)
    {
        using var plot = new Plot();
        for (var i = 0; i < classes.Count; i++)
        {
            var share = classes[i].Found;
            if (share.Value is not { } value)
                continue;
            var bar = plot.Add.Bar(classes.Count - i, value);
            bar.Horizontal = true;
            bar.Color = Colors.SteelBlue;
            var interval = plot.Add.Line(share.Low!.Value, classes.Count - i, share.High!.Value, classes.Count - i);
            interval.Color = Colors.Black;
            interval.LineWidth = 2;
        }
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. classes.Select((_, place) => (double)(classes.Count - place))],
            [.. classes.Select(each => each.Class)]);
        plot.Axes.Left.MinimumSize = 270;
        plot.Axes.SetLimits(0, 1.02, .3, classes.Count + .7);
        return Finish(plot, "Simulated households: beacons found, by class",
            string.Join("; ", classes.Select(each => $"{each.Class}: {FigureText.Short(each.Found)}")),
            "share found, with its 95 % interval", "");
    }

    private static ReportPlot Finish(Plot plot, string title, string finding, string x, string y)
    {
        plot.Font.Set(Fonts.Sans);
        plot.XLabel(x);
        plot.YLabel(y);
        return new ReportPlot(title, finding, plot.GetSvgXml(Width, Height));
    }
}

/// <summary>A plot as SVG.</summary>
/// <param name="Finding">Text alternative.</param>
public sealed record ReportPlot(string Title, string Finding, string Svg);
