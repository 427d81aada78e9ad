using CsCheck;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class LearnedMudTests
{
    private static readonly Gen<(ChannelKey, Destination)> Channels =
        from party in Gen.OneOf(
            Gen.Const("maker.example"), Gen.Const("sub.maker.com"), Gen.Const("example"), Gen.Const("198.51.100.7"),
            Gen.Const("2001:db8:1::7"), Gen.Const("192.168.1.1"), Gen.Const("fe80::1"), Gen.Const("224.0.0.251"),
            Gen.Const("255.255.255.255"))
        from protocol in Gen.OneOfConst(
            TransportProtocol.Tcp, TransportProtocol.Udp, TransportProtocol.Icmp, TransportProtocol.Icmpv6,
            TransportProtocol.Other)
        from port in Gen.UShort
        select SomeRules.Channel(party, port, protocol);

    [Fact]
    public void What_was_learned_is_covered_after_writing_and_loading() => Channels.Array[1, 12].Sample(channels =>
    {
        var profile = WriteAndLoad(SomeRules.Learned(channels));
        foreach (var (key, destination) in channels)
            Assert.Empty(new EffectiveProfile(profile, new LearnedProfile(), []).Evaluate(
                key, destination, true, Some.Start).Unexpected);
    });

    [Fact]
    public void What_was_not_learned_is_not_covered_after_writing_and_loading() =>
        Channels.Array[1, 6].Sample(channels =>
        {
            var profile = new EffectiveProfile(WriteAndLoad(SomeRules.Learned(channels)), new LearnedProfile(), []);
            var (key, destination) = SomeRules.Channel("stranger.com", 25);
            Assert.Equal(["U1"], profile.Evaluate(key, destination, true, Some.Start).Unexpected.Codes);
        });

    [Fact]
    public void A_nameless_destination_is_covered_in_its_whole_network_but_a_name_there_is_not()
    {
        var profile = new EffectiveProfile(
            WriteAndLoad(SomeRules.Learned(SomeRules.Channel("198.51.100.7"))), new LearnedProfile(), []);
        var (otherPrefix, elsewhere) = SomeRules.Channel("192.0.2.80");
        var (named, host) = SomeRules.Channel("somebody.example");
        Assert.Empty(profile.Evaluate(otherPrefix, elsewhere, true, Some.Start).Unexpected);
        Assert.NotEmpty(profile.Evaluate(named, host, true, Some.Start).Unexpected);
    }

    [Fact]
    public void Period_dates_and_hits_come_back()
    {
        var learned = SomeRules.Learned(SomeRules.Channel("maker.example"));
        learned.Rules[0].PeriodSeconds = 60.25;
        learned.Rules[0].ExpiresAt = Some.Start.AddDays(30);
        learned.CountContact(learned.Rules[0].Key, Some.Start.AddMinutes(1));
        var rule = Assert.Single(WriteAndLoad(learned).Rules);
        Assert.Equal(
            (60.25, Some.Start, Some.Start.AddDays(30), 1L, Some.Start.AddMinutes(1)),
            (rule.PeriodSeconds, rule.CreatedAt, rule.ExpiresAt, rule.Hits, rule.LastHitAt));
    }

    [Fact]
    public void The_order_of_learning_does_not_show_in_the_document()
    {
        (ChannelKey, Destination)[] channels =
            [SomeRules.Channel("b.example"), SomeRules.Channel("a.example"), SomeRules.Channel("192.168.1.1", 53)];
        Assert.Equal(
            Write(SomeRules.Learned(channels), out _), Write(SomeRules.Learned([.. channels.Reverse()]), out _));
    }

    [Fact]
    public void A_hostile_name_is_left_out_and_counted()
    {
        var (key, destination) = SomeRules.Channel("maker.example");
        var learned = SomeRules.Learned(
            (key with { Destination = "evil\" , \u001b.example" }, destination), (key, destination));
        Assert.Contains("maker.example", Write(learned, out var leftOut), StringComparison.Ordinal);
        Assert.Equal(1, leftOut);
    }

    [Fact]
    public void It_is_for_the_one_device_that_was_learned()
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            [("a.json", Write(SomeRules.Learned(SomeRules.Channel("maker.example")), out _))],
            PublicSuffixList.Parse("com\nexample"), problems);
        Assert.NotNull(library.Find(new DeviceTraits(Some.Kettle, null, null, null, "002233aabb01")));
        Assert.Null(library.Find(new DeviceTraits(Some.Kettle, null, null, null, "002233aabb02")));
    }

    private static string Write(LearnedProfile learned, out int leftOut) =>
        LearnedMud.Write(
            new Device { Id = new DeviceId("002233aabb01"), Mac = Some.Kettle, FirstAt = Some.Start }, learned,
            Some.Start, out leftOut);

    private static DeviceProfile WriteAndLoad(LearnedProfile learned)
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            [("a.json", Write(learned, out _))], PublicSuffixList.Parse("com\nexample"), problems);
        Assert.Empty(problems);
        return library.Profiles.Single();
    }
}
