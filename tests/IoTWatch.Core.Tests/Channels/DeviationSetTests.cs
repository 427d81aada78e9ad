using System.Text.Json;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Channels;

public class DeviationSetTests
{
    [Fact]
    public void Every_kind_has_a_code_a_label_and_a_description_of_its_own()
    {
        var kinds = Enum.GetValues<Deviation>();
        Assert.Equal(DeviationTable.Count, kinds.Length);
        Assert.Equal(["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "W1"], kinds.Select(kind => kind.Code()));
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Label()).Distinct().Count());
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Description()).Distinct().Count());
    }

    [Fact]
    public void A_code_finds_its_kind_and_an_unknown_one_finds_none()
    {
        Assert.All(Enum.GetValues<Deviation>(), kind =>
            Assert.True(DeviationTable.TryParse(kind.Code(), out var found) && found == kind));
        Assert.All(["U0", "u1", "W2", "", null], code => Assert.False(DeviationTable.TryParse(code, out _)));
    }

    [Fact]
    public void All_kinds_survive_JSON_in_order_and_codes_of_a_newer_version_are_left_out()
    {
        DeviationSet all = [.. Enum.GetValues<Deviation>()];
        var json = JsonSerializer.Serialize(all);
        Assert.Equal("""["U1","U2","U3","U4","U5","U6","U7","U8","W1"]""", json);
        Assert.Equal(all, JsonSerializer.Deserialize<DeviationSet>(json));
        DeviationSet known = [Deviation.OpenNetwork];
        Assert.Equal(known, JsonSerializer.Deserialize<DeviationSet>("""["X9","W1"]"""));
    }

    [Fact]
    public void Sets_unite_include_and_lose_kinds()
    {
        DeviationSet one = [Deviation.NewDestination], both = [Deviation.NewDestination, Deviation.Cadence];
        Assert.Equal(both, one | [Deviation.Cadence]);
        Assert.Equal(one, both.Without(Deviation.Cadence));
        Assert.True(both.Includes(one));
        Assert.False(one.Includes(both));
        Assert.Equal(2, both.Count);
        Assert.Equal("U1 U4", both.ToString());
    }

    [Fact]
    public void A_set_is_described_with_the_code_of_each_kind() =>
        Assert.Equal(
            "many new peers at once (U7); an open Wi-Fi network, where anyone nearby can listen (W1)",
            DeviationTable.Describe([Deviation.Lateral, Deviation.OpenNetwork]));
}
