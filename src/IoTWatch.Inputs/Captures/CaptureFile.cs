using IoTWatch.Inputs.Packets;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Zeek;

namespace IoTWatch.Inputs.Captures;

/// <summary>One file of a set, recognised by its first bytes.</summary>
/// <param name="ZeekKinds">The logs it begins with, where it is Zeek's.</param>
/// <param name="IsJson">The form of a Zeek log: JSON, else tab-separated.</param>
internal sealed record CaptureFile(string Path, long Bytes, CaptureFormat Format, ZeekLogKind ZeekKinds = ZeekLogKind.None, bool IsJson = false)
{
    private const int HeadBytes = 1 << 15;

    /// <summary>
    /// Rows of connections still open. The file's name is asked as well, because some exporters give these logs the path
    /// of the finished ones.
    /// </summary>
    public bool IsOpenLog =>
        (ZeekKinds & ZeekLogKind.Open) != 0 || System.IO.Path.GetFileName(Path).StartsWith("open_", StringComparison.Ordinal);

    /// <summary>Rows that give a connection its name.</summary>
    public bool NamesServers => (ZeekKinds & (ZeekLogKind.Ssl | ZeekLogKind.Http)) != 0;

    /// <summary>Rows of finished connections.</summary>
    public bool HasConns => !IsOpenLog && (ZeekKinds & ZeekLogKind.Conn) != 0;

    /// <summary>Null with a reason when the file is of no known kind.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static CaptureFile? Recognise(string path, out string reason)
    {
        reason = "";
        var bytes = GC.AllocateUninitializedArray<byte>(HeadBytes);
        string? damage = null;
        int length;
        using (var stream = new CaptureStream(path, why => damage = why))
        {
            if (stream.IsZstandard)
            {
                reason = "Zstandard compression is not supported, unpack it first";
                return null;
            }
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        var head = bytes.AsSpan(0, length).ToArray();
        var size = new FileInfo(path).Length;
        if (PacketCapture.Recognises(head))
            return new CaptureFile(path, size, CaptureFormat.Packets);
        if (TelemetryLog.Recognises(head))
            return new CaptureFile(path, size, CaptureFormat.Telemetry);
        if (ZeekLog.Recognise(head, out var isJson) is var kinds and not ZeekLogKind.None)
            return new CaptureFile(path, size, CaptureFormat.ZeekLog, kinds, isJson);
        reason = damage is not null ? "damaged gzip" : length == 0 ? "empty" : "of no known kind";
        return null;
    }
}
