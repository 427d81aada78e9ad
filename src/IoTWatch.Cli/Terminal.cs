using Spectre.Console;

namespace IoTWatch.Cli;

/// <summary>Where a verb writes: rows to <paramref name="Out"/>, everything said about them to <paramref name="Error"/>, and whether a person reads along.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal)
{
    // Wide enough that a table which was asked for in a pipe or a file is not broken into an 80-column one.
    private const int WidthInPipe = 200;

    public static Terminal OfThisProcess()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = !Console.IsOutputRedirected };
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
