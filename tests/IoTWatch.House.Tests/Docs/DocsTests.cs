using System.Text.RegularExpressions;

namespace IoTWatch.House.Tests.Docs;

/// <summary>Prose that names things rots: every path, file, verb and option that the docs name exists.</summary>
public sealed partial class DocsTests
{
    /// <summary>Files that a user makes, or a run leaves behind.</summary>
    private static readonly string[] MadeByUsers = ["iotwatch.json", "labels.json", ".env"];

    /// <summary>Verbs that do not end by themselves, or take minutes.</summary>
    private static readonly string[] LongVerbs = ["run", "demo", "sense", "train", "evaluate"];

    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.File)];

    private static Document Named(string file) => Document.All.Single(document => document.File == file);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_inside_the_repository_leads_somewhere(string file) =>
        Findings.None(Named(file).Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#') && !link.StartsWith("mailto:", StringComparison.Ordinal)
            && !Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!, link.Split('#')[0]))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_named_exists(string file) => Findings.None(Words(file).Where(word => OurPath().IsMatch(word) && !Path.Exists(Checkout.Full(Certain(word)))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_named_exists(string file) =>
        Findings.None(Words(file).Where(word => FileName().IsMatch(word) && !MadeByUsers.Contains(word)
            && !Checkout.Files.Any(known => known == word || known.EndsWith("/" + word, StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_verb_and_option_named_exists(string file)
    {
        Findings.None(from command in Named(file).Commands let problem = CommandLine.Problem(command) where problem is not null select $"{string.Join(' ', command)}: {problem}");
        Findings.None(Named(file).Spans.Where(span => span.StartsWith("--", StringComparison.Ordinal)).Select(span => span.Split(' ', '=')[0])
            .Where(option => !CommandLine.AnyVerbHas(option) && !Checkout.Read("tests/run.sh").Contains(option, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("dotnet run -c Release --project src/IoTWatch.Cli -- demo")]
    [InlineData("tests/run.sh")]
    public void The_readme_shows_the_two_commands(string command) => Assert.Contains(command, Named("README.md").ShellLines);

    [Fact]
    public void The_quick_examples_of_the_readme_run()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-readme-");
        try
        {
            SmallCaptures.Write(folder.FullName);
            var ran = 0;
            foreach (var command in Named("README.md").ShellLines.Where(line => line.StartsWith("iotwatch ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]))
            {
                if (LongVerbs.Contains(command[0]) || command.Any(word => word.Contains("://", StringComparison.Ordinal)))
                    continue;
                var result = CommandLine.Run(command, folder.FullName);
                Assert.True(result.ExitCode == 0, $"iotwatch {string.Join(' ', command)} ended with {result.ExitCode}: {result.Error}");
                Assert.NotEqual("", result.Output + result.Error);
                ran++;
            }
            Assert.NotEqual(0, ran);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The command line is the last part of the line to be laid: until it has a verb there is nothing to ask.</summary>
    private static IEnumerable<string> Words(string file) =>
        Named(file).Spans.Concat(Named(file).ShellLines).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(word => word.TrimEnd(',', ';', ':', '.', ')'));

    /// <summary>The part of a path before its first placeholder.</summary>
    private static string Certain(string path) => string.Join('/', path.Split('/').TakeWhile(part => !Placeholder().IsMatch(part)));

    [GeneratedRegex(@"^(?:\./)?(?:src|tests|docs|deploy|models|device-profiles|bench|data|\.ci)/")]
    private static partial Regex OurPath();

    [GeneratedRegex(@"^[\w.-]+\.(?:cs|csproj|sln|razor|css|js|md|json|yml|props|conf|sh|txt|mmdb)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"[*<>{}…]")]
    private static partial Regex Placeholder();
}
