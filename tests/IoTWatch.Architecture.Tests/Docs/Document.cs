using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>A Markdown file parsed into its links, code spans and shell lines.</summary>
internal sealed partial class Document
{
    private Document(string file)
    {
        File = file;
        var text = Checkout.Read(file);
        var prose = Fence().Replace(text, "");
        Links = [.. Link().Matches(prose).Select(match => match.Groups[1].Value)];
        Spans = [.. Span().Matches(prose).Select(match => match.Groups[1].Value.Replace('\n', ' '))];
        ShellLines =
        [
            .. Fence().Matches(text).Where(match => match.Groups["language"].Value is "sh" or "bash" or "console")
                .SelectMany(match => match.Groups["body"].Value.Replace("\\\n", " ").Split('\n'))
                .Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0),
        ];
    }

    /// <summary>All Markdown files except decisions and the change log, which describe the past.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Checkout.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)
            && file != "CHANGELOG.md" && !file.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Select(file => new Document(file)),
    ];

    public string File { get; }

    /// <summary>Targets of links and pictures.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>Text between backticks, outside of blocks.</summary>
    public IReadOnlyList<string> Spans { get; }

    /// <summary>Lines of sh blocks without comments; continued lines joined.</summary>
    public IReadOnlyList<string> ShellLines { get; }

    /// <summary>Commands given to the program: what follows <c>iotwatch</c> in spans and shell lines.</summary>
    public IEnumerable<string[]> Commands =>
        from line in Spans.Concat(ShellLines)
        let match = Command().Match(line)
        where match.Success
        select match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^```(?<language>\w*)[^\n]*\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?<!`)`([^`]+)`(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:iotwatch|dotnet run .*--project src/IoTWatch\.Cli(?: .*)? --) (.+)$")]
    private static partial Regex Command();
}
