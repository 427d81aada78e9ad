using System.CommandLine;
using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Arguments;

/// <summary>The option <c>--format</c>; by default a table on a terminal and JSON lines in a pipe.</summary>
internal sealed class FormatOption
{
    public Option<RowFormat?> Option { get; } = new("--format")
    {
        HelpName = "table|jsonl|csv",
        Description = "Format of the rows [default: table on a terminal, jsonl in a pipe]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            // Enum.TryParse would accept the number of a format, too.
            if (!char.IsAsciiDigit(text[0]) && Enum.TryParse<RowFormat>(text, ignoreCase: true, out var format)
                && Enum.IsDefined(format))
                return format;
            result.AddError($"--format {text}: not one of table, jsonl, csv");
            return null;
        },
    };

    public RowFormat Read(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(Option) ?? (terminal.OutIsTerminal ? RowFormat.Table : RowFormat.Jsonl);
}
