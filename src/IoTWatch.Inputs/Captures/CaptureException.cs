namespace IoTWatch.Inputs.Captures;

/// <summary>
/// Thrown when a named file or folder cannot be read; the message names it and the supported formats.
/// </summary>
public sealed class CaptureException(string message, Exception? inner = null) : IOException(message, inner)
{
    internal const string SupportedFormats =
        "supported are pcap, pcapng, Zeek conn/dns/ssl/http/dhcp logs (TSV or JSON) and iotwatch telemetry as JSON "
        + "lines, each plain or compressed with gzip or zstd";
}
