namespace IoTWatch.Cli.Output;

/// <summary>The format in which rows are written.</summary>
internal enum RowFormat
{
    Table,
    Jsonl,
    Csv,
}
