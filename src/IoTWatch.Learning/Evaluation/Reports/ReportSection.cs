namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>A heading, what it means in a few sentences, and its table.</summary>
/// <param name="IsDetail">Of interest to whoever looks for a cause: not shown on a terminal.</param>
public sealed record ReportSection(string Title, IReadOnlyList<string> Text, ReportTable? Table, bool IsDetail = false);
