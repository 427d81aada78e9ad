using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Wifi;

namespace IoTWatch.Core.Detection;

/// <summary>Evidence of a device that joined a network without encryption.</summary>
public sealed record OpenJoinEvidence(OpenNetworkJoin Join) : Evidence
{
    public override AlertKind Kind => AlertKind.WifiOpenJoin;

    public override DeviationSet Deviations => [Deviation.OpenNetwork];

    public override DateTime? BeganAt => Join.At;

    /// <summary>The network's name, with the access point in place of an address.</summary>
    public override DestinationSummary Target =>
        new(string.IsNullOrEmpty(Join.Ssid) ? "(hidden network)" : Join.Ssid, Join.Bssid.ToString(), 0, "wifi", null,
            null, null, null, null, Tier.F3);

    public override IReadOnlyList<Contribution> Contributions =>
        [new("unencrypted_network", 1, 0, 1), new("joined_while_learned", 0, 1, 1)];

    public override IEnumerable<string> Expected =>
        ["only the encrypted networks of the home, or an open one that it joined while it was learned"];

    public override IEnumerable<string> Observed => ["no encryption: anyone nearby can read and change what it sends"];

    public override string Describe(string party) =>
        $"joined the open Wi-Fi network {(string.IsNullOrEmpty(Join.Ssid) ? "without a name" : $"\"{Join.Ssid}\"")}, "
        + $"access point {Join.Bssid}";

    public override string Reason(FindingContext context) => "anyone nearby can read and change what it sends there";

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return "It is a device of this home: it was here before, with an address of the home.";
        yield return "It did not join a network of this name while it was learned. This kind of alert is "
            + "published at once.";
    }

    public override Severity SeverityIn(FindingContext context) => Severity.High;
}
