using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>iotwatch profile show</c>: prints what profiles allow, in sentences.</summary>
internal sealed class ShowVerb
{
    private readonly Argument<string[]> _profiles = new("PROFILE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "MUD documents",
    };

    public static Command Create(Terminal terminal) => new ShowVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("show") { _profiles };
        command.SetAction(parsed => Run(parsed, terminal));
        return new VerbHelp(
            "Print what a profile allows, in sentences.",
            "iotwatch profile show device-profiles/kettle-ikettle.json").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        foreach (var profile in ProfileFiles.Compile(ProfileFiles.Read(parsed.GetRequiredValue(_profiles))))
        {
            terminal.Out.WriteLine(SafeText.Of(profile.Name));
            foreach (var sentence in profile.Sentences)
                terminal.Out.WriteLine($"  {SafeText.Of(sentence, maxShown: 400)}");
        }
        return ExitCode.Done;
    }
}
