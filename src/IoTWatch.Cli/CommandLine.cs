using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Evaluate;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Profiles;
using IoTWatch.Cli.Verbs;
using IoTWatch.Inputs.Captures;

namespace IoTWatch.Cli;

/// <summary>The command line as a whole: its verbs, and what becomes of mistakes.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        var root = Create(terminal);
        var parsed = root.Parse(args.Count > 0 ? ListArguments.Join(args) : ["--help"]);
        try
        {
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
            {
                await ListAsync(terminal, Mistakes(parsed));
                await terminal.Error.WriteLineAsync($"Try '{NameOf(parsed.CommandResult)} --help'.");
                return ExitCode.Usage;
            }
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (UsageException problem)
        {
            await ListAsync(terminal, problem.Problems);
            return ExitCode.Usage;
        }
        catch (InputException problem)
        {
            await ListAsync(terminal, problem.Problems);
            return ExitCode.Input;
        }
        catch (CaptureException problem)
        {
            await ListAsync(terminal, [problem.Message]);
            return ExitCode.Input;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("iotwatch: interrupted");
            return ExitCode.Interrupted;
        }
        finally
        {
            await terminal.Out.FlushAsync();
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand
        {
            RunVerb.Create(terminal),
            DemoVerb.Create(terminal),
            ReplayVerb.Create(terminal),
            ChannelsVerb.Create(terminal),
            SimulateVerb.Create(terminal),
            TrainVerb.Create(terminal),
            ProfileVerb.Create(terminal),
            EvaluateVerb.Create(terminal),
        };
        root.HelpName = "iotwatch";
        return new VerbHelp("Watches the devices of a home and flags one that calls a stranger like clockwork, with the reason.",
            "iotwatch demo", "iotwatch channels capture.pcap", "iotwatch replay --learn 3d week.pcap.gz").On(root);
    }

    private static IEnumerable<string> Mistakes(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens is [var unknown, ..])
            return [$"{unknown}: no such command; there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}"];
        return parsed.Errors.Select(error => error.Message).Distinct();
    }

    private static async Task ListAsync(Terminal terminal, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            await terminal.Error.WriteLineAsync($"iotwatch: {SafeText.Of(problem, shown: 1000)}");
    }

    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "iotwatch";
}
