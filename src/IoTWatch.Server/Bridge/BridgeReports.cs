using System.Text.Json.Serialization;
using IoTWatch.Server.Decisions;

namespace IoTWatch.Server.Bridge;

/// <summary><c>bridge/info</c>.</summary>
/// <param name="UptimeS">Seconds.</param>
internal sealed record BridgeInfo(string Version, string ConfigHash, string Model, long UptimeS);

/// <summary><c>bridge/health</c>.</summary>
/// <param name="Queue">Messages in the journal that the detector has not read.</param>
/// <param name="RssMb">Resident memory in MB of 1,000,000 bytes.</param>
/// <param name="Loops">The background loops that fail, each with its last error; empty when all run.</param>
/// <param name="LoopFailures">How many times a loop began to fail since the start.</param>
internal sealed record BridgeHealth(
    double MsgsS, double EventsS, long Queue, IReadOnlyDictionary<string, long> Dropped,
    IReadOnlyDictionary<string, long> Refused, long Duplicates, long Late, long Missing, bool DbOk, double RssMb,
    IReadOnlyDictionary<string, BridgeSensor> Sensors, IReadOnlyDictionary<string, string> Loops, long LoopFailures);

/// <summary>One sensor in <c>bridge/health</c>.</summary>
internal sealed record BridgeSensor(bool? Online, long Events, long Missing, long Duplicates, DateTime? LastAt);

/// <summary>One device in <c>bridge/devices</c>.</summary>
internal sealed record BridgeDevice(string Id, string? Name, IReadOnlyList<string> Macs, string? Vendor,
    string ProfileState);

/// <summary><c>device/&lt;dev&gt;/state</c>.</summary>
/// <param name="Risk">0..1, by the worst open alert.</param>
/// <param name="Status"><c>ok</c>, <c>watch</c> or <c>alert</c>.</param>
/// <param name="LastSeen">Event time.</param>
internal sealed record BridgeDeviceState(double Risk, string Status, int OpenAlerts, DateTime LastSeen);

/// <summary><c>bridge/response/…</c>.</summary>
/// <param name="Status"><c>ok</c> or <c>error</c>.</param>
/// <param name="Error">The problem, beginning with the field; null if there is none.</param>
internal sealed record BridgeResponse(string Status, DecisionOutcome? Data, string? Error, string? Transaction);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BridgeInfo))]
[JsonSerializable(typeof(BridgeDeviceState))]
[JsonSerializable(typeof(BridgeResponse))]
[JsonSerializable(typeof(BridgeHealth))]
[JsonSerializable(typeof(IReadOnlyList<BridgeDevice>))]
internal sealed partial class BridgeJson : JsonSerializerContext;
