namespace IoTWatch.Inputs.Captures;

/// <summary>The format of the content of a capture file.</summary>
internal enum CaptureFormat
{
    Packets,
    ZeekLog,
    Telemetry,
}
