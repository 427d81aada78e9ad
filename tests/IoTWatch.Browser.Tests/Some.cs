using System.Security.Cryptography;
using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Browser.Tests;

/// <summary>Alerts as the detector writes them.</summary>
internal static class Some
{
    public static readonly DateTime Now = new(2026, 11, 23, 14, 3, 22, DateTimeKind.Utc);

    public static Alert Kettle() => Alert(
        new DeviceSummary("5ccf7f07f1a2", "5c:cf:7f:07:f1:a2", "192.168.1.50", "iKettle2", "Espressif Inc."),
        new DestinationSummary(
            "203.0.113.0/24 AS64501", "203.0.113.44", 443, "tcp", 64501, "Hongfeng Hosting Ltd", "CN", "high",
            "iptoasn-country.mmdb", Tier.F3),
        Severity.Critical, periodS: 60.2, jitter: 0.009, contacts: 838, missed: 3, bytes: 310, Now, gaps: [17, 44],
        expected: [
            "time.pool.ntp.org on udp/123", "*.smarter.am on tcp/443, tcp/2081", "the gateway on udp/53 and udp/67"],
        unexpected: [Deviation.NewDestination, Deviation.NoDnsAnswer], profile: "smarter-kettle (MUD)",
        "iKettle2 (Espressif Inc.) calls 203.0.113.44:443 (tcp, no DNS name, Hongfeng Hosting Ltd, CN) every 60.2 s ± "
            + "0.9 %, 838 times in 14 h, 3 missed; nothing in its profile covers that.");

    public static Alert Camera() => Alert(
        new DeviceSummary("e86e3a2bcc08", "e8:6e:3a:2b:cc:08", "192.168.1.71", "porch-cam", "Wyze Labs Inc"),
        new DestinationSummary(
            "metrics-relay.example.net", "198.51.100.23", 8883, "tcp", 16509, "AMAZON-02", "DE", "low",
            "iptoasn-country.mmdb", Tier.F3),
        Severity.High, periodS: 900, jitter: 0.062, contacts: 92, missed: 0, bytes: 1840, Now.AddMinutes(-7), gaps: [],
        expected: ["*.wyzecam.com on tcp/443", "pool.ntp.org on udp/123"], unexpected: [Deviation.NewDestination],
        profile: "learned 2026-11-12",
        "porch-cam (Wyze Labs Inc) calls metrics-relay.example.net:8883 (198.51.100.23, AMAZON-02) every 15 min ± 6.2 "
            + "%, 92 times in 23 h; nothing in its profile covers that.");

    public static Alert Plug() => Alert(
        new DeviceSummary("b09575aa0c11", "b0:95:75:aa:0c:11", "192.168.1.90", "HS110", "TP-Link Systems Inc."),
        new DestinationSummary(
            "dyn-7f3a.duckdns.org", "192.0.2.177", 6667, "tcp", 3320, "Deutsche Telekom AG", "DE", "high",
            "iptoasn-country.mmdb", Tier.F3),
        Severity.Medium, periodS: 30.01, jitter: 0.31, contacts: 44, missed: 5, bytes: 96, Now.AddMinutes(-31),
        gaps: [6, 20, 21], expected: [], unexpected: [Deviation.NewDestination, Deviation.Cadence], profile: "none",
        "HS110 (TP-Link Systems Inc.) calls dyn-7f3a.duckdns.org:6667 (192.0.2.177, Deutsche Telekom AG, DE) every "
            + "30.01 s ± 31 %, 44 times in 25 min, 5 missed; nothing is declared or learned for this device, and the "
            + "destination is no known party.");

    public static Alert Lock() => Alert(
        new DeviceSummary("0017880a4e5f", "00:17:88:0a:4e:5f", "192.168.1.31", "hallway-lock", "Philips Lighting BV"),
        new DestinationSummary(
            "firmware.maker.example", "2001:db8:40::17", 443, "tcp", 13335, "Cloudflare, Inc.", null, null, null,
            Tier.F2),
        Severity.Low, periodS: 14_400, jitter: 0.012, contacts: 9, missed: 0, bytes: 5120, Now.AddHours(-3), gaps: [],
        expected: ["*.meethue.com on tcp/443"], unexpected: [Deviation.NewService], profile: "learned 2026-11-09",
        "hallway-lock (Philips Lighting BV) calls firmware.maker.example:443 (2001:db8:40::17, Cloudflare, Inc.) every "
            + "4 h ± 1.2 %, 9 times in 32 h; its profile knows the destination, but not this service.");

    /// <summary>A radio-side alert: no beacon, no intervals.</summary>
    public static Alert OpenJoin() => new()
    {
        Id = Id("open-join"),
        At = Now.AddMinutes(-48),
        Kind = AlertKind.WifiOpenJoin,
        Severity = Severity.High,
        Device = new DeviceSummary("5ccf7f07f1a2", "5c:cf:7f:07:f1:a2", null, "iKettle2", "Espressif Inc."),
        Destination = new DestinationSummary("FreeCoffee", "", 0, "wifi", null, null, null, null, null, Tier.F3),
        FirstAt = Now.AddMinutes(-48),
        LastAt = Now.AddMinutes(-48),
        Unexpected = [Deviation.OpenNetwork],
        Explanation = "iKettle2 (Espressif Inc.) joined the open network FreeCoffee; its profile knows only Home.",
        Expected = ["joins Home (WPA2)"],
        Model = "rule",
        Profile = "smarter-kettle (MUD)",
    };

    public static Alert Alert(
        DeviceSummary device, DestinationSummary destination, Severity severity, double periodS, double jitter,
        int contacts, int missed, double bytes, DateTime last, int[] gaps, IReadOnlyList<string> expected,
        DeviationSet unexpected, string profile, string explanation)
    {
        var random = new Random(contacts);
        var intervals = new double[Math.Min(63, contacts - 1)];
        for (var i = 0; i < intervals.Length; i++)
        {
            // Laplace noise: its median absolute deviation is 0.69 of its scale.
            var noise = Math.Log(1 - 2 * Math.Abs(random.NextDouble() - 0.5)) * (random.Next(2) == 0 ? -1 : 1);
            intervals[i] = Math.Round(
                Math.Max(0.1, periodS * (1 + noise * jitter / 0.69)) + (gaps.Contains(i) ? periodS : 0), 2);
        }
        var span = contacts * periodS;
        return new Alert
        {
            Id = Id(device.Id + destination.Name),
            At = last,
            Kind = AlertKind.Beacon,
            Severity = severity,
            Device = device,
            Destination = destination,
            Beacon = new BeaconSummary(
                Math.Round(0.995 - jitter * 0.9, 3), periodS, jitter, contacts, missed, span, bytes, "renewal",
                periodS < 100),
            FirstAt = last.AddSeconds(-span),
            LastAt = last,
            Unexpected = unexpected,
            Explanation = explanation,
            Expected = expected,
            Contributions =
            [
                new("renewal_share", 0.97, 0.11, 2.91), new("interval_mad", jitter, 0.62, 2.2),
                new("same_size_share", 0.98, 0.23, 1.31), new("completeness", 0.95, 0.3, 0.74),
                new("night_share", 0.33, 0.3, -0.12), new("contacts_log2", 6, 4.1, 0.66),
            ],
            WhyNotSuppressed =
            [
                "Regular calls alone never alert: this channel is also unexpected "
                    + $"({string.Join(", ", unexpected.Codes)}) and unrelated ({destination.Tier}).",
                "Every evaluation since 2026-11-23 00:11:40 UTC found it regular, the last with probability 0.99.",
                "The device never asked DNS for this address, so no name vouches for it.",
                profile == "none"
                    ? "No profile is declared for this device and nothing was learned, so nothing could have "
                        + "covered it."
                    : $"The profile in force ({profile}) has no rule for it.",
                $"The address lies in {destination.Country ?? "no known country"} ({destination.CountrySource}); a "
                    + "country alone never alerts.",
            ],
            Intervals = intervals,
            Model = "beacon/1",
            Profile = profile,
        };
    }

    private static string Id(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 8));
}
