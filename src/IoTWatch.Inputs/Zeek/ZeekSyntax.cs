namespace IoTWatch.Inputs.Zeek;

/// <summary>Parses the lines of a Zeek log to rows; derived types parse tab-separated columns and JSON.</summary>
internal abstract class ZeekSyntax
{
    /// <summary>The position of each field by <see cref="ZeekField"/>; a length of 0 is an unset field.</summary>
    protected (int Start, int Length)[] Positions { get; } = new (int, int)[ZeekFields.Count];

    /// <summary>The kind of log of the last header or row.</summary>
    public ZeekLogKind Kind { get; protected set; }

    /// <summary>Parses one line; a row is valid until the next call.</summary>
    public abstract ZeekOutcome TryParse(ReadOnlySpan<byte> line, out ZeekRow row);

    /// <summary>Returns true if a file begins like a Zeek log, and its syntax.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head, out bool isJson)
    {
        head = head.TrimStart(" \t\r\n\uFEFF"u8);
        isJson = head.StartsWith("{"u8);
        return isJson || head.StartsWith("#separator"u8) || head.StartsWith("#set_separator"u8)
            || head.StartsWith("#fields"u8) || head.StartsWith("#path"u8);
    }

    /// <param name="isJson">True for JSON, false for tab-separated columns.</param>
    /// <param name="only">The fields that are used; empty for all.</param>
    public static ZeekSyntax Create(bool isJson, params ReadOnlySpan<ZeekField> only) =>
        isJson ? new ZeekJson() : new ZeekTsv(only);
}
