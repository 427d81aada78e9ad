using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;
using IoTWatch.Tests;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class MudReaderTests
{
    [Theory]
    [InlineData("{", "$: is not JSON")]
    [InlineData("[]", "$: 'ietf-mud:mud' is missing")]
    [InlineData("""{ "ietf-mud:mud": 7 }""", "$.ietf-mud:mud: 'mud-version' is missing")]
    public void A_document_of_another_shape_is_a_problem_with_its_place(string json, string problem) =>
        Assert.Contains(Problems(json), found => found.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "name": "a", "actions": { "forwarding": "accept" } }""", "ace[0]: 'matches' is missing")]
    [InlineData(
        """{ "name": "a", "matches": { "ipv4": { "protocol": 300 } }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.ipv4.protocol: is not a whole number from 0 to 255")]
    [InlineData(
        """{ "name": "a", "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "a b" } }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.ipv4.ietf-acldns:dst-dnsname: 'a b' is not a host name")]
    [InlineData(
        """{ "name": "a", "matches": { "ipv4": { "destination-ipv4-network": "192.0.2.0/99" } }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.ipv4.destination-ipv4-network: '192.0.2.0/99' is not a network")]
    [InlineData(
        """{ "name": "a", "matches": { "tcp": { "destination-port": { "operator": "neq", "port": 80 } } }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.tcp.destination-port: is not a range of ports")]
    [InlineData(
        """{ "name": "a", "matches": { "tcp": { "destination-port": { "lower-port": 9, "upper-port": 1 } } }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.tcp.destination-port: is not a range of ports")]
    [InlineData(
        """{ "name": "a", "matches": { "ipv4": { "protocol": 17 }, "tcp": {} }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.tcp: is for Tcp but the entry also says Udp")]
    [InlineData(
        """{ "name": "a", "matches": { "moon-phase": {} }, "actions": { "forwarding": "accept" } }""",
        "ace[0].matches.moon-phase: is not a match that is known")]
    [InlineData(
        """{ "name": "a", "matches": { "ipv4": {} }, "actions": { "forwarding": "log" } }""",
        "ace[0]: forwarding 'log' is not known")]
    public void A_wrong_entry_is_a_problem_with_its_place(string ace, string problem) =>
        Assert.Contains(
            Problems(SomeMud.Document(ace)),
            found =>
                found.StartsWith("$.ietf-access-control-list:acls.acl[0].aces." + problem, StringComparison.Ordinal));

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(2, Problems(SomeMud.Document("""{ "name": "a" }""")).Count);

    [Fact]
    public void A_permission_behind_a_refusal_is_a_problem() =>
        Assert.Contains(
            Problems(
                SomeMud.Document(
                    """{ "name": "no", "matches": { "ipv4": {} }, "actions": { "forwarding": "drop" } }, """
                        + SomeMud.Call("a.example", 1))),
            found => found.Contains("accepts after an entry that does not", StringComparison.Ordinal));

    [Fact]
    public void A_list_that_is_named_but_absent_is_a_problem() =>
        Assert.Contains(
            Problems(SomeMud.Document("")
                .Replace(
                    "\"acl\": [ { \"name\": \"from\"", "\"acl\": [ { \"name\": \"other\"", StringComparison.Ordinal)),
            found => found.Contains("'from'", StringComparison.Ordinal));

    [Fact]
    public void The_drafts_shape_reads_as_the_standards_does()
    {
        var json = SomeMud.Document(SomeMud.Call("api.vendor.example", 443));
        var draft = json.Replace(
            "ietf-access-control-list:acls", "ietf-access-control-list:access-lists", StringComparison.Ordinal);
        var standard = MudReader.Read(json, [])!.Acls[0].Aces;
        Assert.Equal(standard, MudReader.Read(draft, [])!.Acls[0].Aces);
        Assert.Single(standard);
    }

    [Fact]
    public void Every_published_document_loads_without_a_problem()
    {
        var files = Directory.GetFiles(SharedData.Path("mud"), "*.json");
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            files.Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
            PublicSuffixList.Parse("net\ncom"), problems);
        Assert.Empty(problems);
        Assert.Equal(files.Length, library.Profiles.Count());
        Assert.All(library.Profiles, profile => Assert.NotEmpty(profile.Rules));
    }

    [Fact]
    public void Hostile_text_never_throws()
    {
        var json = SomeMud.Document(
            SomeMud.Call("api.vendor.example", 443), extension: """{ "name": "n", "match": { "hostname": "h*" } }""");
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[0, json.Length - 1], CsCheck.Gen.Char["{}[]\":,0a "]), change =>
                _ = MudReader.Read(json[..change.Item1] + change.Item2 + json[(change.Item1 + 1)..], []));
    }

    private static List<string> Problems(string json)
    {
        var problems = new List<string>();
        Assert.Null(MudReader.Read(json, problems));
        return problems;
    }
}
