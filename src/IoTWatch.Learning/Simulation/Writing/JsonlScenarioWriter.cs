using System.Buffers;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>
/// Writes observations as telemetry messages, one JSON object per line, with ascending sequence numbers.
/// </summary>
internal sealed class JsonlScenarioWriter(Stream output) : ICaptureWriter
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _sequence;

    public bool Write(Observation observation)
    {
        if (TelemetryCodec.KindOf(observation) is null)
            return false;
        _line.ResetWrittenCount();
        TelemetryCodec.Encode(observation, ++_sequence, _line);
        output.Write(_line.WrittenSpan);
        output.WriteByte((byte)'\n');
        return true;
    }

    public void Finish() => output.Flush();

    public void Dispose() => output.Dispose();
}
