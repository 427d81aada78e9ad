using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>iotwatch profile import</c>: checks MUD documents and writes them in the form of RFC 8520.</summary>
internal sealed class ImportVerb
{
    private readonly Argument<string[]> _documents = new("MUD.json")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "MUD documents of RFC 8520, or in the shape of its drafts",
    };

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = "Folder for the documents, e.g. the one --profiles names; one of the same name is replaced",
    };

    public static Command Create(Terminal terminal) => new ImportVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("import") { _documents, _out };
        command.SetAction(parsed => Run(parsed, terminal));
        return new VerbHelp(
            "Check MUD documents, list every problem with its path, and write them in the form of RFC 8520. "
            + "Nothing is written while one has a problem.",
            "iotwatch profile import maker/*.json --out my-profiles").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        var documents = ProfileFiles.Read(parsed.GetRequiredValue(_documents));
        ProfileFiles.Compile(documents);
        var clashes = documents.GroupBy(document => Path.GetFileName(document.Path))
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {group.Count()} documents have this name; import them one by one").ToList();
        if (clashes.Count > 0)
            throw new UsageException(clashes);
        var folder = parsed.GetRequiredValue(_out);
        foreach (var (path, json) in documents)
            terminal.Out.WriteLine(ProfileFiles.Write(folder, Path.GetFileName(path), MudForm.Standard(json)));
        return ExitCode.Done;
    }
}
