namespace IoTWatch.Inputs.Captures;

/// <summary>What a file was found to hold.</summary>
internal enum CaptureFormat
{
    Packets,
    ZeekLog,
    Telemetry,
}
