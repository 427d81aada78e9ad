using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IoTWatch.Architecture.Tests.Projects;

/// <summary>Compares the project files with the table of projects in docs/architecture.md.</summary>
public sealed class ProjectTests
{
    private static readonly ProjectTable Table = new(Checkout.Read("docs/architecture.md"));

    private static IEnumerable<string> ProjectFiles(string folder) => Checkout.Under(folder, ".csproj");

    private static IEnumerable<string> Included(XDocument project, string element) =>
        project.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    public static TheoryData<string> Projects => [.. ProjectFiles("src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string file)
    {
        var row = Table.Rows[Path.GetFileNameWithoutExtension(file)];
        var edges = Included(XDocument.Load(Checkout.Full(file)), "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))["IoTWatch.".Length..]);
        Violations.AssertNone(edges.Except(row.MayReference));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_packages_in_the_table(string file)
    {
        var row = Table.Rows[Path.GetFileNameWithoutExtension(file)];
        var project = XDocument.Load(Checkout.Full(file));
        var used = Included(project, "PackageReference").Concat(Included(project, "FrameworkReference"));
        Violations.AssertNone(used.Except(row.MayUse));
        // A reference to an assembly file would bypass the table.
        Violations.AssertNone(Included(project, "Reference"));
    }

    [Fact]
    public void The_table_and_the_solution_name_every_project_and_no_other()
    {
        Assert.Equal(ProjectFiles("src").Select(Path.GetFileNameWithoutExtension).Order(), Table.Rows.Keys.Order());
        var inSolution = Regex.Matches(Checkout.Read("IoTWatch.sln"), "\"([^\"]+\\.csproj)\"")
            .Select(match => match.Groups[1].Value.Replace('\\', '/'));
        Assert.Equal(ProjectFiles("src").Concat(ProjectFiles("tests")).Concat(ProjectFiles("bench")).Order(),
            inSolution.Order());
    }

    [Fact]
    public void Every_package_has_one_exact_version_for_the_whole_solution()
    {
        var versions = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, package =>
            Assert.Matches(@"^\d+(\.\d+){2,3}(-[\w.]+)?$", package.Attribute("Version")!.Value));
        var here = Checkout.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(Checkout.Full(file)).Descendants("PackageReference"));
        Assert.All(here, package => Assert.Null(package.Attribute("Version") ?? package.Attribute("VersionOverride")));
    }

    [Fact]
    public void No_mock_mapper_mediator_or_assertion_library_is_used()
    {
        string[] unwanted =
        [
            "Moq", "NSubstitute", "FakeItEasy", "FluentAssertions", "Shouldly", "AwesomeAssertions", "MediatR",
            "AutoMapper",
        ];
        var packages = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);
        Violations.AssertNone(packages.Intersect(unwanted));
    }

    [Theory]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("T:System.TimeProvider")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("T:System.IO.File")]
    [InlineData("T:System.IO.Directory")]
    [InlineData("T:System.Console")]
    [InlineData("T:System.Net.Sockets.Socket")]
    [InlineData("T:System.Net.Http.HttpClient")]
    public void Core_bans_clocks_randomness_and_input_and_output(string symbol) =>
        Assert.Contains(Checkout.Read("src/IoTWatch.Core/BannedSymbols.txt").Split('\n'), line =>
            line.StartsWith(symbol + ";", StringComparison.Ordinal));
}
