using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace IoTWatch.Cli.Arguments;

/// <summary>Gives a command its description, and examples at the end of its <c>--help</c>.</summary>
internal sealed class VerbHelp(string description, params string[] examples)
{
    public T AddTo<T>(T command)
        where T : Command
    {
        command.Description = description;
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null)
            command.Options.Add(help = new HelpOption());
        help.Action = new WithExamples((HelpAction)help.Action!, examples);
        return command;
    }

    private sealed class WithExamples(HelpAction help, string[] examples) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            return code;
        }
    }
}
