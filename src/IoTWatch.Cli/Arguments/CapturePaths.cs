using System.CommandLine;
using IoTWatch.Cli.Outcome;

namespace IoTWatch.Cli.Arguments;

/// <summary>The <c>PATH…</c> argument of the verbs that read captures.</summary>
internal sealed class CapturePaths
{
    public CapturePaths() => Argument.Validators.Add(result =>
    {
        // The parser hands a mistyped option to an argument that takes any text.
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && !Path.Exists(token.Value)))
            result.AddError($"{token.Value}: no such option");
    });

    public Argument<string[]> Argument { get; } = new("PATH")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Captures and folders of captures, in any mix: pcap, pcapng, Zeek logs; plain or .gz. "
            + "Read as one timeline.",
    };

    /// <summary>The paths, all of which exist.</summary>
    /// <exception cref="InputException">Some do not exist, all of them listed.</exception>
    public IReadOnlyList<string> Read(ParseResult parsed)
    {
        var paths = parsed.GetRequiredValue(Argument);
        var missing = paths.Where(path => !Path.Exists(path))
            .Select(path => $"{path}: no such file or folder").ToList();
        return missing.Count == 0 ? paths : throw new InputException(missing);
    }
}
