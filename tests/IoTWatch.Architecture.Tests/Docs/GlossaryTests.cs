using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>Checks that docs/glossary.md defines each term once and names types that exist.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string Glossary = Checkout.Read("docs/glossary.md");

    private static List<string[]> Rows =>
    [
        .. Glossary.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")).Where(cells => cells[0] != "term"),
    ];

    [Fact]
    public void Every_term_has_one_sentence_and_one_type()
    {
        Assert.NotEmpty(Rows);
        Violations.AssertNone(Rows.Where(cells => cells.Length != 3 || !OneSentence().IsMatch(cells[1]))
            .Select(cells => string.Join(" | ", cells)));
    }

    [Fact]
    public void No_term_is_defined_twice() =>
        Violations.AssertNone(
            Rows.GroupBy(cells => cells[0]).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Every_type_exists()
    {
        var types = Checkout.Under("src", ".cs")
            .SelectMany(file => DeclaredType().Matches(Checkout.Read(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();
        Violations.AssertNone(Rows.Where(cells => !types.Contains(cells[^1].Trim('`')))
            .Select(cells => $"{cells[0]}: {cells[^1]} is declared nowhere in src"));
    }

    [GeneratedRegex(@"^(?:(?!\. ).)+\.$")]
    private static partial Regex OneSentence();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?: struct| class)?)\s+([A-Z]\w*)")]
    private static partial Regex DeclaredType();
}
