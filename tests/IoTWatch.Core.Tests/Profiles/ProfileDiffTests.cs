using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class ProfileDiffTests
{
    [Fact]
    public void Rules_are_told_as_added_taken_out_or_changed()
    {
        var changes = ProfileDiff.Of(
            Profile(
                SomeMud.Call("a.example", 443) + "," + SomeMud.Call("b.example", 443) + ","
                + SomeMud.Call("c.example", 443),
                "b.example", 60),
            Profile(
                SomeMud.Call("b.example", 443) + "," + SomeMud.Call("c.example", 443) + ","
                + SomeMud.Call("c.example", 8883),
                "b.example", 300));
        Assert.Equal(
            [
                new RuleChange('-', "may call a.example on tcp/443", null),
                new RuleChange(
                    '~', "may call b.example on tcp/443 about every 5 min",
                    "may call b.example on tcp/443 about every 60 s"),
                new RuleChange('+', "may call c.example on tcp/8883", null),
            ],
            changes);
    }

    [Fact]
    public void A_profile_does_not_differ_from_itself_nor_by_a_hairs_breadth_of_period()
    {
        var profile = Profile(SomeMud.Call("b.example", 443), "b.example", 60);
        Assert.Empty(ProfileDiff.Of(profile, profile));
        Assert.Empty(ProfileDiff.Of(profile, Profile(SomeMud.Call("b.example", 443), "b.example", 62)));
    }

    private static DeviceProfile Profile(string aces, string host, double seconds) =>
        SomeRules.Library(
            aces, $$"""{ "periods": [ { "dns-name": "{{host}}", "seconds": {{seconds}} } ] }""").Profiles.Single();
}
