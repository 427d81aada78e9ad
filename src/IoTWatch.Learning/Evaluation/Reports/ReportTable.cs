namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>A table of plain texts; the first column names the row, the others are figures unless <paramref name="IsProse"/>.</summary>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool IsProse = false);
