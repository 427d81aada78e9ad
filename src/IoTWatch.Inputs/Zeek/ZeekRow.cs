namespace IoTWatch.Inputs.Zeek;

/// <summary>The known fields of a row as bytes, empty if unset; valid until the next line is read.</summary>
internal readonly ref struct ZeekRow(
    ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int Length)> positions, ZeekLogKind kind, byte setSeparator,
    bool hexEscapes)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<(int Start, int Length)> _positions = positions;

    public ZeekLogKind Kind { get; } = kind;

    /// <summary>The separator between the elements of a set or vector.</summary>
    public byte SetSeparator { get; } = setSeparator;

    /// <summary>True if bytes may be written as <c>\xHH</c>.</summary>
    public bool HexEscapes { get; } = hexEscapes;

    public ReadOnlySpan<byte> this[ZeekField field]
    {
        get
        {
            var (start, length) = _positions[(int)field];
            return _text.Slice(start, length);
        }
    }
}
