using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Alerts;

/// <summary>A device of the home on a network that anybody can listen to.</summary>
/// <param name="Ssid">The network's name: an attacker's text.</param>
public sealed record OpenJoinEvidence(DateTime JoinedAt, string? Ssid, MacAddress Bssid) : Evidence
{
    public override AlertKind Kind => AlertKind.WifiOpenJoin;

    public override IReadOnlyList<string> Deviations => ["W1"];

    public override DateTime? BeganAt => JoinedAt;

    /// <summary>The network's name, with the access point in place of an address.</summary>
    public override AlertDestination Target =>
        new(string.IsNullOrEmpty(Ssid) ? "(hidden network)" : Ssid, Bssid.ToString(), 0, "wifi", null, null, null, null, null, Tier.F3);

    public override IReadOnlyList<Contribution> Contributions => [new("unencrypted_network", 1, 0, 1), new("joined_while_learned", 0, 1, 1)];

    public override IEnumerable<string> Expected => ["only the encrypted networks of the home, or an open one that it joined while it was learned"];

    public override IEnumerable<string> Observed => ["no encryption: anyone nearby can read and change what it sends"];

    public override string Does(string party) => $"joined the open Wi-Fi network {(string.IsNullOrEmpty(Ssid) ? "without a name" : $"\"{Ssid}\"")}, access point {Bssid}";

    public override string Because(AlertSetting setting) => "anyone nearby can read and change what it sends there";

    public override IEnumerable<string> Doubts(AlertSetting setting)
    {
        yield return "It is a device of this home: it was here before, with an address of the home.";
        yield return "It did not join a network of this name while it was learned. This is told at once: there is nothing regular to wait for.";
    }

    public override Severity SeverityIn(AlertSetting setting) => Severity.High;
}
