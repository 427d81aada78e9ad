using System.Text.RegularExpressions;
using IoTWatch.Architecture.Tests.Projects;

namespace IoTWatch.Architecture.Tests.Docs;

/// <summary>Checks the path of a packet in docs/walk.md against the source files.</summary>
public sealed class WalkTests
{
    private const string CoreFolder = "src/IoTWatch.Core/";

    private static readonly string Text = Checkout.Read("docs/walk.md");

    private static readonly List<(string Type, string File)> Steps =
        [.. Text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .SelectMany(heading => MarkdownTable.Rows(Text, heading.TrimEnd()))
            .Select(row => (row[0].Single(), row[1].Single()))];

    [Fact]
    public void Every_file_exists_and_declares_its_type()
    {
        Assert.True(Steps.Count > 30, $"{Steps.Count} steps");
        Violations.AssertNone(Steps.Where(step => !Declares(step.File, step.Type))
            .Select(step => $"{step.Type} in {step.File}"));
    }

    [Fact]
    public void Every_type_is_named_once() => Violations.AssertNone(
        Steps.GroupBy(step => step.Type).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void The_path_through_Core_follows_the_order_of_its_folders()
    {
        var order = MarkdownTable.Rows(Checkout.Read("docs/architecture.md"), "## Order of folders")
            .Single(row => row[0].Single() == "src/IoTWatch.Core")[1].ToList();
        var folders = Steps.Where(step => step.File.StartsWith(CoreFolder, StringComparison.Ordinal))
            .Select(step => (step.Type, Folder: step.File[CoreFolder.Length..].Split('/')[0])).ToList();
        Violations.AssertNone(folders.Zip(folders.Skip(1))
            .Where(pair => order.IndexOf(pair.First.Folder) > order.IndexOf(pair.Second.Folder))
            .Select(pair => $"{pair.First} before {pair.Second}"));
    }

    private static bool Declares(string file, string type)
    {
        if (!Checkout.Files.Contains(file))
            return false;
        return file.EndsWith(".razor", StringComparison.Ordinal)
            ? Path.GetFileNameWithoutExtension(file) == type
            : Regex.IsMatch(
                Checkout.Read(file),
                $@"^(?:public|internal) [\w ]*\b(?:class|struct|record|interface|enum) {type}\b",
                RegexOptions.Multiline);
    }
}
