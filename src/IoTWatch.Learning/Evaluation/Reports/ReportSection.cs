namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>A section of a report: title, paragraphs and table.</summary>
/// <param name="IsDetail">Not shown on a terminal.</param>
public sealed record ReportSection(string Title, IReadOnlyList<string> Text, ReportTable? Table, bool IsDetail = false);

/// <summary>
/// A table of plain texts; the first column names the row, the others are figures unless <paramref name="IsProse"/>.
/// </summary>
public sealed record ReportTable(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool IsProse = false);
