using System.Diagnostics.CodeAnalysis;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Server.Bridge;

/// <summary>Builds and parses the MQTT topics below the base topic.</summary>
public sealed class Topics(string baseTopic)
{
    private const int MaxVerbLength = 64;

    private readonly string _in = baseTopic + "/in/";
    private readonly string _sensor = baseTopic + "/sensor/";
    private readonly string _request = baseTopic + "/bridge/request/";

    public string Base => baseTopic;

    public string State => baseTopic + "/bridge/state";

    public string Info => baseTopic + "/bridge/info";

    public string Health => baseTopic + "/bridge/health";

    public string Devices => baseTopic + "/bridge/devices";

    public string Alerts => baseTopic + "/alerts";

    /// <summary>The state of a device; its id is hex digits or an address, both valid as a topic level.</summary>
    public string Device(string id) => $"{baseTopic}/device/{id}/state";

    /// <summary>
    /// The filter of all requests, such as <c>bridge/request/alert/ack</c>; all verbs have two levels.
    /// </summary>
    public string Requests => _request + "+/+";

    public string Response(string verb) => $"{baseTopic}/bridge/response/{verb}";

    public string Alert(string id) => $"{baseTopic}/alert/{id}";

    /// <summary>The filters of telemetry, for the subscription at an external broker.</summary>
    public IReadOnlyList<string> Telemetry =>
        [_in + "+/flow", _in + "+/dns", _in + "+/wifi", _in + "+/lease", _in + "+/tick"];

    public string SensorStates => _sensor + "+/state";

    public bool IsIngest(string topic) => topic.StartsWith(_in, StringComparison.Ordinal);

    /// <summary>Reads <c>in/&lt;sid&gt;/&lt;kind&gt;</c>.</summary>
    public bool TryReadTelemetry(string topic, [NotNullWhen(true)] out string? sensor, out TelemetryKind kind)
    {
        (sensor, kind) = (null, default);
        if (!IsIngest(topic) || topic.LastIndexOf('/') is var slash && slash <= _in.Length)
            return false;
        TelemetryKind? known = topic.AsSpan(slash + 1) switch
        {
            "flow" => TelemetryKind.Flow,
            "dns" => TelemetryKind.Dns,
            "wifi" => TelemetryKind.Wifi,
            "lease" => TelemetryKind.Lease,
            "tick" => TelemetryKind.Tick,
            _ => null,
        };
        if (known is null || !IsSensorId(topic.AsSpan(_in.Length, slash - _in.Length)))
            return false;
        (sensor, kind) = (topic[_in.Length..slash], known.Value);
        return true;
    }

    /// <summary>Reads <c>sensor/&lt;sid&gt;/state</c>.</summary>
    public bool TryReadSensorState(string topic, [NotNullWhen(true)] out string? sensor)
    {
        sensor = null;
        const string end = "/state";
        if (topic.Length <= _sensor.Length + end.Length
            || !topic.StartsWith(_sensor, StringComparison.Ordinal) || !topic.EndsWith(end, StringComparison.Ordinal))
            return false;
        var id = topic[_sensor.Length..^end.Length];
        sensor = IsSensorId(id) ? id : null;
        return sensor is not null;
    }

    /// <summary>Reads <c>bridge/request/&lt;verb&gt;</c>.</summary>
    public bool TryReadRequest(string topic, [NotNullWhen(true)] out string? verb)
    {
        var length = topic.Length - _request.Length;
        var isRequest = length is > 0 and <= MaxVerbLength && topic.StartsWith(_request, StringComparison.Ordinal);
        verb = isRequest ? topic[_request.Length..] : null;
        return isRequest;
    }

    /// <summary>Whether only the service itself may publish on the topic: a sensor must not forge an alert.</summary>
    public bool IsReserved(string topic) =>
        topic.StartsWith(baseTopic, StringComparison.Ordinal) && topic.AsSpan(baseTopic.Length) is var rest
        && (rest is "/alerts" || rest.StartsWith("/alert/") || rest.StartsWith("/device/")
            || (rest.StartsWith("/bridge/") && !rest.StartsWith("/bridge/request/")));

    /// <summary>1..64 letters, digits, dots, dashes or underscores.</summary>
    private static bool IsSensorId(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > 64)
            return false;
        foreach (var c in id)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                return false;
        return true;
    }
}
