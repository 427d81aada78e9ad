namespace IoTWatch.Cli.Output;

/// <summary>The shape in which rows come out.</summary>
internal enum RowFormat
{
    Table,
    Jsonl,
    Csv,
}
