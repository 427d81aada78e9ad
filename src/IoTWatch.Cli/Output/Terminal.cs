using Spectre.Console;

namespace IoTWatch.Cli.Output;

/// <summary>
/// The outputs of a verb: rows go to <paramref name="Out"/>, messages about the run to <paramref name="Error"/>; and
/// whether each is a terminal.
/// </summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal)
{
    // A table in a pipe or a file is not wrapped at 80 columns.
    private const int WidthInPipe = 200;

    public static Terminal OfThisProcess()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16)
        {
            AutoFlush = !Console.IsOutputRedirected,
        };
        return new Terminal(output, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
    }

    public IAnsiConsole OutConsole => ConsoleOn(Out, OutIsTerminal);

    public IAnsiConsole ErrorConsole => ConsoleOn(Error, ErrorIsTerminal);

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthInPipe;
        return console;
    }
}
