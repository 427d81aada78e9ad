using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IoTWatch.House.Tests.Walls;

/// <summary>Each project is a wall around a dependency: the project files against the table in docs/architecture.md.</summary>
public sealed class WallTests
{
    private static readonly WallTable Table = new(Checkout.Read("docs/architecture.md"));

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
        Findings.None(edges.Except(row.MayReference));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_packages_in_the_table(string file)
    {
        var row = Table.Rows[Path.GetFileNameWithoutExtension(file)];
        var project = XDocument.Load(Checkout.Full(file));
        var used = Included(project, "PackageReference").Concat(Included(project, "FrameworkReference"));
        Findings.None(used.Except(row.MayUse));
        // A loose assembly would be a way around the wall.
        Findings.None(Included(project, "Reference"));
    }

    [Fact]
    public void The_table_and_the_solution_name_every_project_and_no_other()
    {
        Assert.Equal(ProjectFiles("src").Select(Path.GetFileNameWithoutExtension).Order(), Table.Rows.Keys.Order());
        var inSolution = Regex.Matches(Checkout.Read("IoTWatch.sln"), "\"([^\"]+\\.csproj)\"").Select(match => match.Groups[1].Value.Replace('\\', '/'));
        Assert.Equal(ProjectFiles("src").Concat(ProjectFiles("tests")).Concat(ProjectFiles("bench")).Order(), inSolution.Order());
    }

    [Fact]
    public void Every_package_has_one_exact_version_for_the_whole_solution()
    {
        var versions = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, package => Assert.Matches(@"^\d+(\.\d+){2,3}(-[\w.]+)?$", package.Attribute("Version")!.Value));
        var here = Checkout.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(Checkout.Full(file)).Descendants("PackageReference"));
        Assert.All(here, package => Assert.Null(package.Attribute("Version") ?? package.Attribute("VersionOverride")));
    }

    [Fact]
    public void No_library_stands_in_for_what_we_write_by_hand()
    {
        string[] unwanted = ["Moq", "NSubstitute", "FakeItEasy", "FluentAssertions", "Shouldly", "AwesomeAssertions", "MediatR", "AutoMapper"];
        var packages = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);
        Findings.None(packages.Intersect(unwanted));
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
    public void Core_bans_clocks_chance_and_the_outside_world(string symbol) =>
        Assert.Contains(Checkout.Read("src/IoTWatch.Core/BannedSymbols.txt").Split('\n'), line => line.StartsWith(symbol + ";", StringComparison.Ordinal));
}
