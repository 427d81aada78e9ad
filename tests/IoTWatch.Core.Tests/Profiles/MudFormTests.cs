using IoTWatch.Core.Profiles;
using IoTWatch.Tests;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class MudFormTests
{
    [Fact]
    public void A_draft_gets_the_names_of_the_standard_and_still_says_the_same()
    {
        var draft = SomeMud.Document(
            SomeMud.Ace(""" "tcp": { "destination-port-range-or-operator": { "port": 443 } } """))
            .Replace(
                "ietf-access-control-list:acls", "ietf-access-control-list:access-lists", StringComparison.Ordinal);
        var standard = MudForm.Standard(draft);
        Assert.Contains("\"ietf-access-control-list:acls\"", standard, StringComparison.Ordinal);
        Assert.DoesNotContain("-range-or-operator", standard, StringComparison.Ordinal);
        Assert.Contains("\"operator\": \"eq\"", standard, StringComparison.Ordinal);
        Assert.Equal(MudReader.Read(draft, [])!.Acls[0].Aces, MudReader.Read(standard, [])!.Acls[0].Aces);
        Assert.Equal(standard, MudForm.Standard(standard));
    }

    [Fact]
    public void Every_published_document_says_the_same_in_the_standards_form() => Assert.All(
        Directory.GetFiles(SharedData.Path("mud"), "*.json"), file =>
        {
            var json = File.ReadAllText(file);
            var problems = new List<string>();
            Assert.Equal(
                MudReader.Read(json, [])!.Acls.SelectMany(acl => acl.Aces),
                MudReader.Read(MudForm.Standard(json), problems)!.Acls.SelectMany(acl => acl.Aces));
            Assert.Empty(problems);
        });
}
