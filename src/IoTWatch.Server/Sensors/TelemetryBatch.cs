using System.Buffers;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Server.Sensors;

/// <summary>Observations of one kind, encoded as newline-delimited JSON until a message is full.</summary>
internal sealed class TelemetryBatch
{
    // Under the 256 KiB that the ingest topics take, with room for one long event more.
    private const int FullBytes = 200 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new(FullBytes + 8192);

    public TelemetryKind Kind { get; private set; }

    public int Count { get; private set; }

    public bool IsFull => _lines.WrittenCount >= FullBytes;

    /// <summary>
    /// An observation of another kind must wait, so that all topics together keep the timeline's order.
    /// </summary>
    public bool Accepts(TelemetryKind kind) => Count == 0 || Kind == kind;

    public void Add(TelemetryKind kind, Observation observation, long sequence)
    {
        Kind = kind;
        if (Count++ > 0)
            _lines.Write("\n"u8);
        TelemetryCodec.Encode(observation, sequence, _lines);
    }

    public byte[] Drain()
    {
        var payload = _lines.WrittenSpan.ToArray();
        _lines.ResetWrittenCount();
        Count = 0;
        return payload;
    }
}
