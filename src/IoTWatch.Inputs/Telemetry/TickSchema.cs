using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>iotwatch.tick/1: the sensor has sent all observations up to this time.</summary>
internal static class TickSchema
{
    public static ReadOnlySpan<byte> Name => "iotwatch.tick/1"u8;

    public static TickObservation? Read(ref TelemetryReader from)
    {
        while (from.TryNext(out _))
            from.Skip();
        return from.Problem is not null ? null : new TickObservation { At = from.At };
    }
}
