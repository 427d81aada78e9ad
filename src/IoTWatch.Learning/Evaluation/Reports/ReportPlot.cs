namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>A plot as SVG.</summary>
/// <param name="Finding">What it shows, for whoever cannot see it.</param>
public sealed record ReportPlot(string Title, string Finding, string Svg);
