using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Zeek;

namespace IoTWatch.Inputs.Captures;

/// <summary>A capture file and its format, which is detected by its first bytes.</summary>
/// <param name="Path">The path as it was given or found.</param>
/// <param name="Bytes">The size of the file, compressed where it is compressed.</param>
/// <param name="Format">The format of the content.</param>
/// <param name="ZeekKinds">For a Zeek log, the kinds of log that it begins with.</param>
/// <param name="IsJson">For a Zeek log, true if it is JSON and false if it is tab-separated.</param>
internal sealed record CaptureFile(
    string Path, long Bytes, CaptureFormat Format, ZeekLogKind ZeekKinds = ZeekLogKind.None, bool IsJson = false)
{
    private const int HeadBytes = 1 << 15;

    /// <summary>True for a Zeek log of connections that are still open.</summary>
    /// <remarks>The file name counts too: some exporters give these logs the path of finished connections.</remarks>
    public bool IsOpenLog =>
        (ZeekKinds & ZeekLogKind.Open) != 0
        || System.IO.Path.GetFileName(Path).StartsWith("open_", StringComparison.Ordinal);

    /// <summary>True for a Zeek log whose rows name the server of a connection.</summary>
    public bool NamesServers => (ZeekKinds & (ZeekLogKind.Ssl | ZeekLogKind.Http)) != 0;

    /// <summary>True for a Zeek log of finished connections.</summary>
    public bool HasConns => !IsOpenLog && (ZeekKinds & ZeekLogKind.Conn) != 0;

    /// <summary>Detects the format of a file; returns null and a reason if it is not supported.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static CaptureFile? Detect(string path, out string reason)
    {
        reason = "";
        var bytes = GC.AllocateUninitializedArray<byte>(HeadBytes);
        string? damage = null;
        int length;
        using (var stream = new CaptureStream(path, why => damage = why))
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var head = bytes.AsSpan(0, length).ToArray();
        var size = new FileInfo(path).Length;
        if (PacketCapture.Recognises(head))
            return new CaptureFile(path, size, CaptureFormat.Packets);
        if (TelemetryLog.Recognises(head))
            return new CaptureFile(path, size, CaptureFormat.Telemetry);
        if (ZeekLog.Recognise(head, out var isJson) is var kinds and not ZeekLogKind.None)
            return new CaptureFile(path, size, CaptureFormat.ZeekLog, kinds, isJson);
        reason = damage?.Replace('-', ' ') ?? (length == 0 ? "empty" : "of no known format");
        return null;
    }
}
