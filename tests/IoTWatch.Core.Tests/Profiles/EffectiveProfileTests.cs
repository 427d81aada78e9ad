using CsCheck;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class EffectiveProfileTests
{
    private static readonly DeviceTraits Kettle = new(Some.Kettle, "kettle-1", "Kettles Inc.", null);
    private static readonly DeviceId Id = new("002233aabb01");

    [Fact]
    public void What_any_layer_covers_is_covered_and_says_by_which()
    {
        var profile = new EffectiveProfile(
            Declared(SomeMud.Call("a.example", 443)), SomeRules.Learned(SomeRules.Channel("b.example")),
            [SomeRules.Allow("c.example")]);
        Assert.Equal("thing: rule", Evaluate(profile, "a.example").CoveredBy);
        Assert.Equal("learned: b.example", Evaluate(profile, "b.example").CoveredBy);
        Assert.Equal("user: c.example", Evaluate(profile, "c.example").CoveredBy);
        Assert.Equal(["U1"], Evaluate(profile, "d.example").Unexpected.Codes);
        Assert.Equal("thing + learned + user", profile.Name);
    }

    [Fact]
    public void A_rule_of_the_users_makes_the_destination_a_declared_party() =>
        Assert.True(Evaluate(
            new EffectiveProfile(null, new LearnedProfile(), [SomeRules.Allow("c.example", 443)]),
            "c.example").IsDeclared);

    [Fact]
    public void A_rule_for_a_destination_holds_on_every_port_and_one_for_a_port_only_there()
    {
        var any = new EffectiveProfile(null, new LearnedProfile(), [SomeRules.Allow("c.example")]);
        var one = new EffectiveProfile(null, new LearnedProfile(), [SomeRules.Allow("c.example", 443)]);
        Assert.Empty(Evaluate(any, "c.example", 8883).Unexpected);
        Assert.Empty(Evaluate(one, "c.example", 443).Unexpected);
        Assert.Equal(["U2"], Evaluate(one, "c.example", 8883).Unexpected.Codes);
    }

    [Fact]
    public void A_rule_that_has_expired_at_the_events_time_covers_nothing()
    {
        var profile = new EffectiveProfile(
            null, new LearnedProfile(), [SomeRules.Allow("c.example", until: Some.Start.AddDays(1))]);
        Assert.Empty(Evaluate(profile, "c.example", at: Some.Start.AddDays(0.9)).Unexpected);
        Assert.Equal(["U1"], Evaluate(profile, "c.example", at: Some.Start.AddDays(1)).Unexpected.Codes);
        Assert.Equal(Some.Start.AddDays(1), profile.NextExpiry(Some.Start));
        Assert.Null(profile.NextExpiry(Some.Start.AddDays(1)));
    }

    [Fact]
    public void A_learned_rule_may_expire_too()
    {
        var learned = SomeRules.Learned(SomeRules.Channel("b.example"));
        learned.Rules[0].ExpiresAt = Some.Start.AddDays(1);
        var profile = new EffectiveProfile(null, learned, []);
        Assert.Empty(Evaluate(profile, "b.example").Unexpected);
        Assert.NotEmpty(Evaluate(profile, "b.example", at: Some.Start.AddDays(2)).Unexpected);
    }

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData("002233aabb01", null, null, null, true)]
    [InlineData("002233aabb02", null, null, null, false)]
    [InlineData(null, "kettles*", "kettle-?", null, true)]
    [InlineData(null, "kettles*", "toaster*", null, false)]
    [InlineData(null, null, null, "Kettle", true)]
    [InlineData(null, null, null, "Toaster", false)]
    public void A_scope_is_a_device_a_model_or_all(
        string? device, string? vendor, string? hostName, string? profile, bool included) =>
        Assert.Equal(included, new UserRuleScope(device, vendor, hostName, profile).Includes(Id, Kettle, "Kettle"));

    [Fact]
    public void The_order_of_rules_and_layers_decides_nothing() =>
        Gen.Select(
            Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 5],
            Gen.Int[0, 1])
            .Sample((declared, learned, user, asked, port) =>
            {
                var (forth, back) = (Profile(declared, learned, user),
                    Profile([.. declared.Reverse()], [.. learned.Reverse()], [.. user.Reverse()]));
                var (one, other) = (Evaluate(forth, Host(asked), Port(port)), Evaluate(back, Host(asked), Port(port)));
                Assert.Equal(one.CoveredBy is null, other.CoveredBy is null);
                Assert.Equal(one.IsDeclared, other.IsDeclared);
                Assert.Equal(one.Unexpected, other.Unexpected);
                Assert.Equal(
                    one.CoveredBy is not null, declared.Concat(learned).Concat(user).Contains(asked) && port == 0);
                Assert.Equal(
                    EffectiveProfileJson.Write("p", forth.Rules([])), EffectiveProfileJson.Write("p", back.Rules([])));
            });

    [Fact]
    public void Every_rule_carries_its_source_its_dates_and_its_hits()
    {
        var learned = SomeRules.Learned(SomeRules.Channel("b.example"));
        learned.CountContact(SomeRules.Channel("b.example").Key, Some.Start.AddHours(1));
        var end = Some.Start.AddDays(9);
        var profile = new EffectiveProfile(
            Declared(SomeMud.Call("a.example", 443)), learned, [SomeRules.Allow("c.example", 443, until: end)]);
        var called = new ChannelState
        {
            Key = SomeRules.Channel("a.example").Key,
            CoveredBy = "thing: rule",
            FirstAt = Some.Start.AddHours(2)
        };
        called.Contacts.Add(1, false, false);
        Assert.Equal(
            [("learned", "b.example", 1L, Some.Start.AddHours(1), null),
                ("thing.json", "a.example", 1L, Some.Start.AddHours(2), null),
                ("user", "c.example", 0L, (DateTime?)null, (DateTime?)end)],
            profile.Rules([called])
                .Select(rule => (rule.Source, rule.Destination, rule.Hits, rule.LastHitAt, rule.ExpiresAt)));
    }

    private static string Host(int number) => $"host{number}.example";

    private static ushort Port(int number) => number == 0 ? (ushort)443 : (ushort)8883;

    private static EffectiveProfile Profile(int[] declared, int[] learned, int[] user) => new(
        Declared(string.Join(',', declared.Select(host => SomeMud.Call(Host(host), 443)))),
        SomeRules.Learned([.. learned.Select(host => SomeRules.Channel(Host(host)))]),
        [.. user.Select(host => SomeRules.Allow(Host(host), 443)).Distinct()]);

    private static DeviceProfile Declared(string aces) => SomeRules.Library(aces).Profiles.Single();

    private static Coverage Evaluate(EffectiveProfile profile, string host, ushort port = 443, DateTime? at = null)
    {
        var (key, destination) = SomeRules.Channel(host, port, TransportProtocol.Tcp);
        return profile.Evaluate(key, destination, true, at ?? Some.Start);
    }
}
