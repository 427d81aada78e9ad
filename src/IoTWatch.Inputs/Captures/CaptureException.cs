namespace IoTWatch.Inputs.Captures;

/// <summary>A file or folder that was named cannot be read; the message names it and says what is understood.</summary>
public sealed class CaptureException(string message, Exception? inner = null) : IOException(message, inner)
{
    internal const string Understood =
        "understood are pcap, pcapng, Zeek conn/dns/ssl/http/dhcp logs (TSV or JSON) and iotwatch telemetry as JSON lines, each plain or .gz";
}
