namespace IoTWatch.Inputs.Zeek;

/// <summary>Splits lines into rows: the tab-separated form with its header, or JSON.</summary>
internal abstract class ZeekSyntax
{
    /// <summary>Where each known field lies, by <see cref="ZeekField"/>; a length of 0 is an unset field.</summary>
    protected (int Start, int Length)[] Places { get; } = new (int, int)[ZeekFields.Count];

    /// <summary>The log of the header or row read last.</summary>
    public ZeekLogKind Kind { get; protected set; }

    /// <summary>Reads one line. A row is valid until the next call.</summary>
    public abstract ZeekOutcome TryParse(ReadOnlySpan<byte> line, out ZeekRow row);

    /// <summary>Whether a file begins like a Zeek log, and in which form.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head, out bool isJson)
    {
        head = head.TrimStart(" \t\r\n\uFEFF"u8);
        isJson = head.StartsWith("{"u8);
        return isJson || head.StartsWith("#separator"u8) || head.StartsWith("#set_separator"u8) || head.StartsWith("#fields"u8) || head.StartsWith("#path"u8);
    }

    /// <param name="isJson">JSON, else tab-separated.</param>
    /// <param name="only">The fields that will be asked for; empty for all.</param>
    public static ZeekSyntax Create(bool isJson, params ReadOnlySpan<ZeekField> only) => isJson ? new ZeekJson() : new ZeekTsv(only);
}
