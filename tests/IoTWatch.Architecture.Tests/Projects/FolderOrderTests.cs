namespace IoTWatch.Architecture.Tests.Projects;

/// <summary>Compares the uses between folders of each project with the order in docs/architecture.md.</summary>
public sealed class FolderOrderTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Orders =
        MarkdownTable.Rows(Checkout.Read("docs/architecture.md"), "## Order of folders").ToDictionary(
            cells => cells[0].Single()["src/".Length..],
            cells => cells[1]);

    public static TheoryData<string> Projects =>
        [.. Checkout.Under("src", ".csproj").Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    private static FolderOrder Read(string project)
    {
        var folder = $"src/{project}/";
        var sources = Checkout.Under($"src/{project}", ".cs", ".razor")
            .ToDictionary(file => file[folder.Length..], Checkout.Read);
        return new FolderOrder(project, sources, Orders.GetValueOrDefault(project, []));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_row_of_a_project_names_each_of_its_folders_and_no_other(string project)
    {
        var folders = Read(project).Folders.ToList();
        if (folders.Count > 1 || Orders.ContainsKey(project))
            Assert.Equal(folders, Orders.GetValueOrDefault(project, []).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_itself_and_the_folders_before_it(string project)
    {
        // A project without a row has no order to compare with; the test above fails for it.
        if (Orders.ContainsKey(project))
            Violations.AssertNone(Read(project).Violations());
    }

    [Fact]
    public void Every_row_names_a_project() => Assert.Empty(Orders.Keys.Except(Projects.Select(row => row.Data)));

    [Theory]
    [InlineData("using App.Late;")]
    [InlineData("using static App.Late.Widget;")]
    [InlineData("using Alias = App.Late.Widget;")]
    [InlineData("using App.Late.Deeper;")]
    [InlineData("class A { App.Late.Widget? x; }")]
    [InlineData("class A { Late.Widget? x; }")]
    [InlineData("class A { Late.Deeper.Gear? x; }")]
    [InlineData("class A { App.Late.Unknown.Thing? x; }")]
    [InlineData("""class A { string X => $"{Late.Widget.Name}"; }""")]
    [InlineData("class A { Program? x; }")]
    public void A_use_of_a_later_folder_is_found(string code) =>
        Assert.StartsWith("Early/A.cs:2: ", Assert.Single(Scan("Early/A.cs", "\n" + code)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Early/A.cs", "using App.Early.Inner;")]
    [InlineData("Early/A.cs", "// using App.Late;")]
    [InlineData("Early/A.cs", "/* Late.Widget */ class A;")]
    [InlineData("Early/A.cs", """class A { string x = "App.Late.Widget"; }""")]
    [InlineData("Early/A.cs", "class A { int X => state.Late.Widget; int Y => Late.Count; }")]
    [InlineData("Early/A.cs", "class A { Leaf? x; }")]
    [InlineData("Early/A.razor", "@* @using App.Late *@")]
    [InlineData("Late/A.cs", "using App.Early;")]
    [InlineData("A.cs", "using App.Late;")]
    public void A_use_in_order_and_text_that_is_no_code_are_not_reported(string file, string code) =>
        Assert.Empty(Scan(file, code));

    [Theory]
    [InlineData("Early/A.razor", "@using App.Late", "Early/A.razor:1: Early uses Late (App.Late)")]
    [InlineData("Early/A.razor", "<P Kind=\"@Late.Widget.A\" />", "Early/A.razor:1: Early uses Late (Late.Widget.A)")]
    [InlineData("_Imports.razor", "@using App.Late", "_Imports.razor:1: Early uses Late (App.Late)")]
    [InlineData("Usings.cs", "global using App.Late;", "Usings.cs:1: Early uses Late (App.Late)")]
    public void Razor_files_and_global_usings_are_read(string file, string code, string expected) =>
        Assert.Equal(expected, Assert.Single(Scan(file, code)));

    private static IReadOnlyList<string> Scan(string file, string code) => new FolderOrder(
        "App",
        new Dictionary<string, string>
        {
            ["Early/Inner/Bolt.cs"] = "namespace App.Early.Inner;\npublic class Bolt;",
            ["Late/Widget.cs"] = "namespace App.Late;\npublic class Widget;",
            ["Late/Deeper/Gear.cs"] = "namespace App.Late.Deeper;\npublic class Gear;",
            ["Leaf.cs"] = "namespace App;\npublic class Leaf;",
            ["Program.cs"] = "using App.Late;\nnamespace App;\npublic class Program;",
            [file] = code,
        },
        ["Early", "Late"]).Violations();
}
