using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class DeviceProfilesPageTests
{
    [Fact]
    public void The_example_of_the_page_loads_and_reads_as_the_page_says()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IoTWatch.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of a checkout");
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs/device-profiles.md"));
        var json = page.Split("```json")[1].Split("```")[0];
        var problems = new List<string>();
        var profile = Assert.Single(
            ProfileLibrary.Load([("page", json)], PublicSuffixList.Parse("example"), problems).Profiles);
        Assert.Empty(problems);
        Assert.All(profile.Sentences, sentence => Assert.Contains($"\"{sentence}\"", page, StringComparison.Ordinal));
    }
}
