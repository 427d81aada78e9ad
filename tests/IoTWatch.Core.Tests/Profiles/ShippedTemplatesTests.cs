using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class ShippedTemplatesTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void At_least_twenty_five_device_models_are_shipped_and_load_together()
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            Files.Select(file => (file.Data, Text(file.Data))), PublicSuffixList.Parse("com\nnet\norg"), problems);
        Assert.Empty(problems);
        Assert.InRange(library.Profiles.Count(), 25, int.MaxValue);
        Assert.Equal(library.Profiles.Count(), library.Profiles.Select(profile => profile.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_says_whom_it_is_for_whom_they_call_and_where_that_was_published(string file)
    {
        var problems = new List<string>();
        var document = MudReader.Read(Text(file), problems);
        Assert.Empty(problems);
        var extension = document!.Extension!;
        Assert.False(extension.Match.IsEmpty);
        Assert.NotEmpty(extension.Sources);
        Assert.All(extension.Sources, source => Assert.Contains("github.com/", source, StringComparison.Ordinal));
        Assert.Contains(document.Acls.SelectMany(acl => acl.Aces), ace => ace.DestinationName is not null);
        Assert.NotNull(document.UpdatedAt);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IoTWatch.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of a checkout");
        return Path.Combine(root.FullName, "device-profiles");
    }
}
