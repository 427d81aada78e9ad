using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Sources;

/// <summary>Checks the style rules that no analyzer checks: lengths, names and places of source files.</summary>
public sealed partial class SourceTests(ITestOutputHelper output)
{
    private const int LongestFile = 400;

    private static readonly string[] PatternNames =
    [
        "Services", "Helpers", "Helper", "Utils", "Util", "Utilities", "Common", "Models", "Managers",
        "Interfaces", "Misc", "Extensions", "Entities", "Dtos",
    ];

    private static IEnumerable<string> Code => Checkout.Under("src", ".cs");

    private static IEnumerable<string> TestCode => Checkout.Under("tests", ".cs");

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var lengths = Checkout.Under("src", ".cs", ".razor", ".css", ".js")
            .Select(file => (File: file, Lines: Checkout.Read(file).Split('\n').Length - 1))
            .OrderBy(file => file.Lines).ToList();
        Assert.NotEmpty(lengths);
        output.WriteLine(
            $"{lengths.Count} files, median {lengths[lengths.Count / 2].Lines} lines, "
            + $"p90 {lengths[lengths.Count * 9 / 10].Lines}, longest {lengths[^1].Lines} ({lengths[^1].File})");
        Violations.AssertNone(lengths.Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.File}: {file.Lines}"));
    }

    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name()
    {
        // With file-scoped namespaces a top-level type starts its line; nested ones are indented. Beside the type that
        // the file is named after may stand only data (records, enumerations), and types that have its name in theirs:
        // its JSON converter, its table, its null implementation.
        var wrong = from file in Code
                    let types = PublicType().Matches(Checkout.Read(file))
                        .DistinctBy(match => match.Groups["name"].Value).ToList()
                    where types.Count > 0
                    let name = Path.GetFileName(file).Split('.')[0]
                    where !types.Exists(match => match.Groups["name"].Value == name)
                        || types.Exists(match => !IsData(match) && !Belongs(match, name))
                    select $"{file}: {string.Join(", ", types.Select(match => match.Groups["name"].Value))}";
        Violations.AssertNone(wrong);
    }

    private static bool IsData(Match declaration) =>
        declaration.Value.Contains(" record ", StringComparison.Ordinal)
        || declaration.Value.Contains(" enum ", StringComparison.Ordinal);

    private static bool Belongs(Match declaration, string name) => declaration.Groups["name"].Value.Contains(
        IsInterface(name) ? name[1..] : name, StringComparison.Ordinal);

    private static bool IsInterface(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = from file in Code
                    let named = Namespace().Match(Checkout.Read(file))
                    where named.Success
                        && named.Groups[1].Value != Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.')
                    select $"{file}: {named.Groups[1].Value}";
        Violations.AssertNone(wrong);
    }

    [Fact]
    public void A_public_type_has_a_summary()
    {
        // Attributes may stand between the summary and the type.
        var wrong = from file in Code
                    let lines = Checkout.Read(file).Split('\n')
                    from at in Enumerable.Range(0, lines.Length)
                    where PublicType().IsMatch(lines[at])
                    let above = lines.Take(at).Reverse().SkipWhile(line => line.StartsWith('[')).FirstOrDefault("")
                    where !above.StartsWith("///", StringComparison.Ordinal)
                        && !lines[at].Contains(" partial ", StringComparison.Ordinal)
                    select $"{file}:{at + 1}";
        Violations.AssertNone(wrong);
    }

    [Fact]
    public void No_folder_is_named_after_a_pattern() =>
        Violations.AssertNone(Checkout.Files.Where(file =>
            (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("tests/", StringComparison.Ordinal))
            // In Learning, "model" means the trained model.
            && !file.StartsWith("src/IoTWatch.Learning/Models/", StringComparison.Ordinal)
            && !file.StartsWith("tests/IoTWatch.Learning.Tests/Models/", StringComparison.Ordinal)
            && Path.GetDirectoryName(file)!.Split('/').Intersect(PatternNames).Any()));

    [Fact]
    public void No_test_waits_for_the_wall_clock() =>
        Violations.AssertNone(TestCode.Where(file => Sleep().IsMatch(Checkout.Read(file))));

    [Fact]
    public void Nothing_is_left_to_do_later() =>
        Violations.AssertNone(Code.Concat(TestCode).Where(file => Later().IsMatch(Checkout.Read(file))));

    [GeneratedRegex(
        @"^public (?:(?:sealed|abstract|static|readonly|partial|ref|unsafe) )*(?:record struct|record class|record"
        + @"|class|struct|interface|enum|delegate [\w<>?\[\], ]+?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|\bNotImplemented" + @"Exception\b")]
    private static partial Regex Later();
}
