using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>iotwatch profile diff</c>: compares two profiles rule by rule.</summary>
internal sealed class DiffVerb
{
    private readonly Argument<string> _first = new("A") { Description = "A MUD document" };

    private readonly Argument<string> _second = new("B") { Description = "Another, or a later one of the same device" };

    public static Command Create(Terminal terminal) => new DiffVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("diff") { _first, _second };
        command.SetAction(parsed => Run(parsed, terminal));
        return new VerbHelp(
            "Compare two profiles rule by rule: + only in B, - only in A, ~ another period or expiry.",
            "iotwatch profile diff learned/e86e3a2bcc08.json device-profiles/plug-wemo.json").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        string[] paths = [parsed.GetRequiredValue(_first), parsed.GetRequiredValue(_second)];
        var profiles = ProfileFiles.Compile(ProfileFiles.Read(paths));
        var changes = ProfileDiff.Of(profiles[0], profiles[1]);
        foreach (var change in changes)
        {
            var was = change.Before is { } before ? $" (was: {SafeText.Of(before, maxShown: 400)})" : "";
            terminal.Out.WriteLine($"{change.Kind} {SafeText.Of(change.Sentence, maxShown: 400)}{was}");
        }
        if (changes.Count == 0)
            terminal.Error.WriteLine("Both allow the same.");
        return ExitCode.Done;
    }
}
