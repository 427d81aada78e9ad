using System.Buffers;
using System.Globalization;
using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Server.Tests;

/// <summary>Builders of things that are right unless a test says otherwise.</summary>
internal static class Some
{
    public static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static Alert Alert(string id = "a1", int contacts = 8) => new()
    {
        Id = id,
        At = Start.AddMinutes(contacts),
        Kind = AlertKind.Beacon,
        Severity = Severity.High,
        Device = new DeviceSummary("e86e3a2bcc08", "e8:6e:3a:2b:cc:08", "192.168.1.50", "kettle", null),
        Destination = new DestinationSummary(
            "AS64500 203.0.113.0/24", "203.0.113.9", 443, "tcp", 64500, "Example", "CN", "high", "test", Tier.F3),
        Beacon = new BeaconSummary(0.98, 60.2, 0.02, contacts, 0, contacts * 60.2, 310, "renewal", false),
        FirstAt = Start,
        LastAt = Start.AddMinutes(contacts),
        Explanation = $"kettle calls 203.0.113.9:443 every 60.2 s; {contacts} contacts <script>\"ü",
        Model = "rule",
        Profile = "none",
    };

    public static AlertChange New(string id = "a1") => new(AlertChangeType.New, null, Alert(id));

    public static AlertChange Update(string id = "a1", int contacts = 9) =>
        new(AlertChangeType.Update, Alert(id), Alert(id, contacts));

    public static AlertChange End(string id = "a1") =>
        new(AlertChangeType.End, Alert(id), Alert(id) with { EndedAt = Start.AddDays(1) });

    /// <summary>One flow of the telemetry schema.</summary>
    public static string Flow(long sequence, double second, string destination = "203.0.113.9") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"schema":"iotwatch.flow/1","ts":{{Ms(second)}},"seq":{{sequence}},"mac":"e8:6e:3a:2b:cc:08","src":"192.168.1.50","sport":{{49152 + sequence % 1000}},"dst":"{{destination}}","dport":443,"proto":"tcp","dur_ms":812,"out_b":310,"in_b":298,"out_p":5,"in_p":4,"state":"ended"}""");

    /// <summary>A call every minute, a message a call.</summary>
    public static IEnumerable<byte[]> Beacon(int contacts, long firstSequence = 1) =>
        Enumerable.Range(0, contacts)
            .Select(i => Encoding.UTF8.GetBytes(Flow(firstSequence + i, (firstSequence + i) * 60)));

    /// <summary>Telemetry payload of these flows as NDJSON.</summary>
    public static byte[] Batch(params IEnumerable<string> flows) => Encoding.UTF8.GetBytes(string.Join('\n', flows));

    public static ReadOnlySequence<byte> Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    public static (TelemetryKind Kind, byte[] Payload) Message(int n) =>
        (TelemetryKind.Flow, Encoding.UTF8.GetBytes(Flow(n, n)));

    private static long Ms(double second) => (long)((Start - DateTime.UnixEpoch).TotalMilliseconds + second * 1000);
}
