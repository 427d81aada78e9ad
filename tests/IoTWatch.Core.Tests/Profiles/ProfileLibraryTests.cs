using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class ProfileLibraryTests
{
    private static readonly MacAddress Mac = new(0x0017_88aa_bbcc);

    [Theory]
    [InlineData("""{ "match": { "hostname": ["kettle*"] } }""", true)]
    [InlineData("""{ "match": { "hostname": "KETTLE-?" } }""", true)]
    [InlineData("""{ "match": { "hostname": ["toaster"] } }""", false)]
    [InlineData("""{ "match": { "vendor": ["kettles *"] } }""", true)]
    [InlineData("""{ "match": { "mac": ["00:17:88"] } }""", true)]
    [InlineData("""{ "match": { "mac": ["00-17-88-AA-BB-CC"] } }""", true)]
    [InlineData("""{ "match": { "mac": ["00:17:89"] } }""", false)]
    [InlineData("""{ "match": { "mud-url": "https://announced.example/1" } }""", true)]
    [InlineData("""{ "name": "matches nothing" }""", false)]
    public void A_profile_is_found_by_what_its_match_names(string extension, bool found)
    {
        var library = Load([], ("a.json", Thing("https://a.example/", extension)));
        Assert.Equal(
            found,
            library.Find(new DeviceTraits(Mac, "kettle-1", "Kettles Inc.", "https://announced.example/1")) is not null);
    }

    [Fact]
    public void The_documents_own_url_finds_it() =>
        Assert.NotNull(Load([], ("a.json", Thing("https://a.example/", "{}"))).Find(
            new DeviceTraits(Mac, null, null, "https://a.example/")));

    [Fact]
    public void The_most_specific_match_wins_whatever_the_order()
    {
        (string, string)[] documents =
        [
            ("vendor", Thing("https://1.example/", """{ "name": "vendor", "match": { "vendor": "Kettles*" } }""")),
            ("broad", Thing("https://2.example/", """{ "name": "broad", "match": { "hostname": "k*" } }""")),
            ("host", Thing("https://3.example/", """{ "name": "host", "match": { "hostname": "kettle*" } }""")),
            ("oui", Thing("https://4.example/", """{ "name": "oui", "match": { "mac": "00:17:88" } }""")),
            ("mac", Thing("https://5.example/", """{ "name": "mac", "match": { "mac": "00:17:88:aa:bb:cc" } }""")),
            ("url", Thing("https://6.example/", """{ "name": "url" }""")),
        ];
        foreach (var order in new[] { documents, [.. documents.Reverse()] })
        {
            var library = Load([], order);
            Assert.Equal(
                "url", library.Find(new DeviceTraits(Mac, "kettle-1", "Kettles Inc.", "https://6.example/"))?.Name);
            Assert.Equal("mac", library.Find(new DeviceTraits(Mac, "kettle-1", "Kettles Inc.", null))?.Name);
            Assert.Equal(
                "oui",
                library.Find(
                    new DeviceTraits(new MacAddress(0x0017_8800_0001), "kettle-1", "Kettles Inc.", null))?.Name);
            Assert.Equal(
                "host", library.Find(new DeviceTraits(MacAddress.None, "kettle-1", "Kettles Inc.", null))?.Name);
            Assert.Equal(
                "broad", library.Find(new DeviceTraits(MacAddress.None, "kitchen", "Kettles Inc.", null))?.Name);
            Assert.Equal("vendor", library.Find(new DeviceTraits(MacAddress.None, null, "Kettles Inc.", null))?.Name);
            Assert.Null(library.Find(new DeviceTraits(MacAddress.None, null, null, null)));
        }
    }

    [Fact]
    public void A_document_with_a_problem_is_left_out_and_the_others_load()
    {
        var problems = new List<string>();
        var library = Load(problems, ("bad.json", "{ }"), ("good.json", Thing("https://a.example/", "{}")));
        Assert.Single(library.Profiles);
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.StartsWith("bad.json: $", problem));
    }

    [Theory]
    [InlineData("""{ "nmae": "typo" }""", "$.iotwatch:profile.nmae: is not known")]
    [InlineData(
        """{ "match": { "hostname": "*" } }""", "$.iotwatch:profile.match.hostname: '*' would match every device")]
    [InlineData(
        """{ "match": { "mac": "0:17" } }""",
        "$.iotwatch:profile.match.mac: '0:17' is not the beginning of a hardware address")]
    [InlineData(
        """{ "periods": [ { "dns-name": "a.example", "seconds": 0 } ] }""",
        "$.iotwatch:profile.periods[0].seconds: is not a number of seconds")]
    [InlineData(
        """{ "periods": [ { "dns-name": "a.example", "protocol": "smtp", "seconds": 9 } ] }""",
        "$.iotwatch:profile.periods[0].protocol: \"smtp\" is not a protocol")]
    [InlineData(
        """{ "periods": [ { "dns-name": "stranger.example", "seconds": 9 } ] }""",
        "$.iotwatch:profile.periods[0]: no entry accepts stranger.example")]
    public void A_wrong_extension_is_a_problem_with_its_place(string extension, string problem)
    {
        var problems = new List<string>();
        Assert.Empty(Load(problems, ("a.json", Thing("https://a.example/", extension))).Profiles);
        Assert.Contains(problems, found => found.StartsWith("a.json: " + problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_documents_cannot_share_a_url()
    {
        var problems = new List<string>();
        Assert.Single(Load(
            problems, ("a.json", Thing("https://a.example/", "{}")),
            ("b.json", Thing("https://a.example/", "{}"))).Profiles);
        Assert.StartsWith("b.json: $.ietf-mud:mud.mud-url: ", Assert.Single(problems));
    }

    private static string Thing(string url, string extension) =>
        SomeMud.Document(SomeMud.Call("a.example", 443), url, extension);

    private static ProfileLibrary Load(List<string> problems, params (string, string)[] documents) =>
        ProfileLibrary.Load(documents, PublicSuffixList.Parse("example"), problems);
}
