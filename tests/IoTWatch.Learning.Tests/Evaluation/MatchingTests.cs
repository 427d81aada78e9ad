namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class MatchingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("192.168.1.50")]
    [InlineData("00:22:33:AA:BB:01")]
    [InlineData("002233aabb01")]
    public void A_label_names_the_device_by_any_of_its_identifiers_or_not_at_all(string? device)
    {
        var outcome = Some.Run(Some.Beacon(), Some.Label(device));

        var label = Assert.Single(outcome.Labels);
        Assert.True(label.Found);
        Assert.Equal(30, label.TotalContacts);
        Assert.InRange(label.Contacts!.Value, 8, 16);
        Assert.Equal((label.Contacts.Value - 1) * 60, label.Seconds!.Value, .001);
        Assert.Equal(0, label.PeriodError!.Value, .05);
    }

    [Fact]
    public void A_label_of_another_device_address_port_or_protocol_is_not_found()
    {
        var outcome = Some.Run(
            Some.Beacon(), Some.Label("192.168.1.51"), Some.Label("00:22:33:aa:bb:02"),
            Some.Label(address: "203.0.113.45"), Some.Label(port: 80), Some.Label(proto: "udp"),
            Some.Label(address: null, name: "c2.example"));

        Assert.All(outcome.Labels, label => Assert.False(label.Found || label.Listed));
        Assert.False(Assert.Single(outcome.Alerts).Labelled);
    }

    [Fact]
    public void A_label_without_protocol_and_port_matches_all_of_them() =>
        Assert.True(Assert.Single(Some.Run(Some.Beacon(), Some.Label(proto: null, port: null)).Labels).Found);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("a.evil.example")]
    [InlineData("other.evil.example")]
    public void A_label_by_name_matches_the_channel_of_its_registrable_domain(string name) =>
        Assert.True(Assert.Single(
            Some.Run(Some.Beacon(name: "a.evil.example"), Some.Label(address: null, name: name)).Labels).Found);

    [Fact]
    public void A_label_by_name_does_not_match_a_name_with_the_same_ending() =>
        Assert.False(Assert.Single(Some.Run(
            Some.Beacon(name: "notevil.example"), Some.Label(address: null, name: "evil.example")).Labels).Listed);

    [Fact]
    public void A_label_by_address_matches_the_named_channel_that_used_the_address()
    {
        // The channel ends on another address than the labelled one.
        var flows = Some.Beacon(20, name: "a.evil.example")
            .Select((flow, i) => i < 2 ? flow : Some.Flow(i * 60, "203.0.113.99", name: "a.evil.example"));

        var label = Assert.Single(Some.Run(flows, Some.Label()).Labels);

        Assert.True(label.Found);
        Assert.Equal(20, label.TotalContacts);
    }

    [Fact]
    public void Two_labels_of_one_channel_are_both_found() =>
        Assert.All(
            Some.Run(Some.Beacon(), Some.Label(), Some.Label(port: null)).Labels, label => Assert.True(label.Found));

    [Fact]
    public void A_beacon_from_the_first_minute_of_learning_is_in_review_and_not_found()
    {
        var label = Assert.Single(Some.Run(Some.Beacon(120), TimeSpan.FromHours(1), Some.Label()).Labels);

        Assert.True(label.InReview);
        Assert.False(label.Found);
    }

    [Fact]
    public void Device_days_are_counted_apart_for_learning_and_after()
    {
        var outcome = Some.Run(Some.Beacon(48 * 60 + 1), TimeSpan.FromHours(12));

        Assert.Equal(.5, outcome.LearningDays, .001);
        Assert.Equal(1.5, outcome.DeviceDays, .001);
        Assert.Equal(1, outcome.Devices);
    }
}
