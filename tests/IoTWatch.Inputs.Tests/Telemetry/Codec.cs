using System.Buffers;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Inputs.Tests.Telemetry;

/// <summary>Encodes and decodes observations for tests.</summary>
internal static class Codec
{
    public static byte[] Encode(Observation observation, long sequence = 7)
    {
        var output = new ArrayBufferWriter<byte>();
        TelemetryCodec.Encode(observation, sequence, output);
        return output.WrittenSpan.ToArray();
    }

    public static (List<TelemetryEvent> Events, List<string> Rejected) Decode(TelemetryKind kind,
        ReadOnlySpan<byte> payload)
    {
        var events = new List<TelemetryEvent>();
        var rejected = new List<string>();
        TelemetryCodec.Decode(kind, payload, events, rejected.Add);
        return (events, rejected);
    }

    public static (List<TelemetryEvent> Events, List<string> Rejected) Decode(TelemetryKind kind, string payload) =>
        Decode(kind, Encoding.UTF8.GetBytes(payload));

    /// <summary>Compares records and the elements of their lists.</summary>
    public static bool AreSame(Observation one, Observation other) => (one, other) switch
    {
        (FlowObservation a, FlowObservation b) => a with { Bursts = b.Bursts } == b && a.Bursts.SequenceEqual(b.Bursts),
        (DnsObservation a, DnsObservation b) =>
            a with { Answers = b.Answers } == b && a.Answers.SequenceEqual(b.Answers),
        _ => one == other,
    };
}
