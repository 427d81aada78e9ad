using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>Checks that every path, file, verb and option named in the docs exists.</summary>
public sealed partial class DocsTests
{
    /// <summary>Files that a user or a run of the program creates.</summary>
    private static readonly string[] CreatedByUsers = ["iotwatch.json", "labels.json", ".env"];

    /// <summary>Verbs that do not end by themselves or take minutes.</summary>
    private static readonly string[] LongVerbs = ["run", "demo", "sense", "train", "evaluate"];

    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.File)];

    private static Document Named(string file) => Document.All.Single(document => document.File == file);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_inside_the_repository_has_a_target(string file) =>
        Violations.AssertNone(Named(file).Links.Where(link => !OutsideLink().IsMatch(link)
            && !Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!, link.Split('#')[0]))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_named_exists(string file) =>
        Violations.AssertNone(Words(file)
            .Where(word => OurPath().IsMatch(word) && !Path.Exists(Checkout.Full(FixedPart(word)))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_named_exists(string file) =>
        Violations.AssertNone(Words(file).Where(word => FileName().IsMatch(word) && !CreatedByUsers.Contains(word)
            && !Checkout.Files.Any(known => known == word || known.EndsWith("/" + word, StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_verb_and_option_named_exists(string file)
    {
        Violations.AssertNone(from command in Named(file).Commands
                              let problem = CommandLine.Problem(command)
                              where problem is not null
                              select $"{string.Join(' ', command)}: {problem}");
        Violations.AssertNone(Named(file).Spans.Where(span => span.StartsWith("--", StringComparison.Ordinal))
            .Select(span => span.Split(' ', '=')[0])
            .Where(option => !CommandLine.AnyVerbHas(option)
                && !Checkout.Read("tests/run.sh").Contains(option, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("dotnet run -c Release --project src/IoTWatch.Cli -- demo")]
    [InlineData("tests/run.sh")]
    public void The_readme_shows_the_two_commands(string command) =>
        Assert.Contains(command, Named("README.md").ShellLines);

    [Fact]
    public void The_quick_examples_of_the_readme_run()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-readme-");
        try
        {
            SmallCaptures.Write(folder.FullName);
            var ran = 0;
            var commands = Named("README.md").ShellLines
                .Where(line => line.StartsWith("iotwatch ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            foreach (var command in commands)
            {
                if (LongVerbs.Contains(command[0])
                    || command.Any(word => word.Contains("://", StringComparison.Ordinal)))
                    continue;
                var result = CommandLine.Run(command, folder.FullName);
                var shown = string.Join(' ', command);
                Assert.True(result.ExitCode == 0, $"iotwatch {shown} ended with {result.ExitCode}: {result.Error}");
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

    /// <summary>Returns the words of all code spans and shell lines, without punctuation at their ends.</summary>
    private static IEnumerable<string> Words(string file) =>
        Named(file).Spans.Concat(Named(file).ShellLines)
            .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.TrimEnd(',', ';', ':', '.', ')'));

    /// <summary>Returns the part of a path before its first placeholder.</summary>
    private static string FixedPart(string path) =>
        string.Join('/', path.Split('/').TakeWhile(part => !Placeholder().IsMatch(part)));

    [GeneratedRegex(@"^(?:\./)?(?:src|tests|docs|deploy|models|device-profiles|bench|data|\.ci)/")]
    private static partial Regex OurPath();

    [GeneratedRegex(@"^[\w.-]+\.(?:cs|csproj|sln|razor|css|js|md|json|yml|props|conf|sh|txt|mmdb)$")]
    private static partial Regex FileName();

    [GeneratedRegex("^#|^mailto:|://")]
    private static partial Regex OutsideLink();

    [GeneratedRegex(@"[*<>{}…]")]
    private static partial Regex Placeholder();
}
