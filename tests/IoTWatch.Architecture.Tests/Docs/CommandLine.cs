using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>Runs the built <c>iotwatch</c> program and reads its verbs and options from its help texts.</summary>
internal static partial class CommandLine
{
    private static readonly Dictionary<string, string> HelpTexts = [];

    /// <summary>Runs the program that was built with the same configuration as these tests.</summary>
    public static ProgramResult Run(IEnumerable<string> arguments, string? folder = null)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal)
            ? "Release" : "Debug";
        var program = Checkout.Full($"src/IoTWatch.Cli/bin/{configuration}/net10.0/iotwatch.dll");
        Assert.True(File.Exists(program), $"{program} is not built");
        return Programs.Run(Programs.Find("dotnet") ?? Environment.ProcessPath!, [program, .. arguments], folder);
    }

    /// <summary>Returns the first error in a command shown in the docs, or null.</summary>
    public static string? Problem(string[] command)
    {
        var verbs = new List<string>();
        foreach (var word in command.TakeWhile(word => LowerCase().IsMatch(word)))
        {
            var choices = Verbs(Help(verbs));
            if (choices.Contains(word))
                verbs.Add(word);
            else if (verbs.Count == 0)
                return $"no verb '{word}'";
            else
                break;
        }
        var help = Help(verbs);
        var unknown = command.Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .Select(word => word.Split('=')[0])
            .Where(option => !HasOption(help, option)).ToList();
        return unknown.Count == 0 ? null : $"'{string.Join(' ', verbs)}' has no {string.Join(", ", unknown)}";
    }

    /// <summary>Whether any verb has this option.</summary>
    public static bool AnyVerbHas(string option) =>
        HasOption(Help([]), option) || Verbs(Help([])).Any(verb => VerbHas(verb, option));

    private static bool VerbHas(string verb, string option) =>
        HasOption(Help([verb]), option) || Verbs(Help([verb])).Any(sub => HasOption(Help([verb, sub]), option));

    private static bool HasOption(string help, string option) =>
        Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(option)}(?![\w-])");

    private static string Help(IReadOnlyList<string> verbs)
    {
        var key = string.Join(' ', verbs);
        if (!HelpTexts.TryGetValue(key, out var text))
            HelpTexts[key] = text = Run([.. verbs, "--help"]).Output;
        return text;
    }

    private static HashSet<string> Verbs(string help) =>
        [.. CommandSection().Match(help).Groups["body"].Value.Split('\n').Select(line => Verb().Match(line))
            .Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^[a-z][a-z-]*$")]
    private static partial Regex LowerCase();

    [GeneratedRegex(@"^Commands:\r?\n(?<body>(?:[ \t]+.*\r?\n?)+)", RegexOptions.Multiline)]
    private static partial Regex CommandSection();

    [GeneratedRegex(@"^ {1,4}([a-z][a-z-]*)")]
    private static partial Regex Verb();
}
