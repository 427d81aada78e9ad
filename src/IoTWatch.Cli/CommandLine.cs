using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Channels;
using IoTWatch.Cli.Evaluate;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Profiles;
using IoTWatch.Cli.Replay;
using IoTWatch.Cli.Service;
using IoTWatch.Cli.Simulation;
using IoTWatch.Cli.Training;
using IoTWatch.Inputs.Captures;

namespace IoTWatch.Cli;

/// <summary>Parses and runs a command line, and writes its problems to standard error.</summary>
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
                await WriteProblemsAsync(terminal, Problems(parsed));
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
            await WriteProblemsAsync(terminal, problem.Problems);
            return ExitCode.Usage;
        }
        catch (InputException problem)
        {
            await WriteProblemsAsync(terminal, problem.Problems);
            return ExitCode.Input;
        }
        catch (CaptureException problem)
        {
            await WriteProblemsAsync(terminal, [problem.Message]);
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
        return new VerbHelp(
            "Watches the devices of a home and alerts when one calls an unrelated party at regular intervals.",
            "iotwatch demo", "iotwatch channels capture.pcap", "iotwatch replay --learn 3d week.pcap.gz").AddTo(root);
    }

    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens is [var unknown, ..])
        {
            var names = string.Join(", ", root.Subcommands.Select(command => command.Name));
            return [$"{unknown}: no such command; there are {names}"];
        }
        return parsed.Errors.Select(error => error.Message).Distinct();
    }

    private static async Task WriteProblemsAsync(Terminal terminal, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            await terminal.Error.WriteLineAsync($"iotwatch: {SafeText.Of(problem, maxShown: 1000)}");
    }

    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "iotwatch";
}
