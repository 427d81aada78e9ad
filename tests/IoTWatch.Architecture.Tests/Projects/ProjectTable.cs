namespace IoTWatch.Architecture.Tests.Projects;

/// <summary>The table of projects in docs/architecture.md: the packages and projects that each may use.</summary>
internal sealed class ProjectTable(string markdown)
{
    public IReadOnlyDictionary<string, Row> Rows { get; } = MarkdownTable.Rows(markdown, "## Projects").ToDictionary(
        cells => cells[0].Single()["src/".Length..],
        cells => new Row([.. cells[2]], [.. cells[3]]));

    internal sealed record Row(HashSet<string> MayUse, HashSet<string> MayReference);
}
