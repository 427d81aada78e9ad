using System.CommandLine;

namespace IoTWatch.Cli.Output;

/// <summary><c>--format</c>: a table for a person on a terminal, JSON lines in a pipe, unless told.</summary>
internal sealed class FormatOption
{
    public FormatOption()
    {
        Option = new Option<RowFormat?>("--format")
        {
            HelpName = "table|jsonl|csv",
            Description = "Shape of the rows [default: table on a terminal, jsonl in a pipe]",
            CustomParser = result =>
            {
                if (Enum.TryParse<RowFormat>(result.Tokens[0].Value, ignoreCase: true, out var format) && Enum.IsDefined(format) && !char.IsAsciiDigit(result.Tokens[0].Value[0]))
                    return format;
                result.AddError($"--format {result.Tokens[0].Value}: not one of table, jsonl, csv");
                return null;
            },
        };
    }

    public Option<RowFormat?> Option { get; }

    public RowFormat Read(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(Option) ?? (terminal.OutIsTerminal ? RowFormat.Table : RowFormat.Jsonl);
}
