namespace IoTWatch.Cli.Tests;

/// <summary>One run of the command line in this process, as a pipe sees it.</summary>
internal sealed record Run(int ExitCode, string Out, string Error)
{
    public IReadOnlyList<string> Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Run> Of(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await CommandLine.RunAsync(
            args, new Terminal(output, error, OutIsTerminal: false, ErrorIsTerminal: false));
        return new Run(code, output.ToString(), error.ToString());
    }
}
