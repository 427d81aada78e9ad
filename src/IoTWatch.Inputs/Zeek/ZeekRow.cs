namespace IoTWatch.Inputs.Zeek;

/// <summary>One row of a log: the bytes of the known fields, empty where unset; valid until the next line is read.</summary>
internal readonly ref struct ZeekRow(ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int Length)> places, ZeekLogKind kind, byte setSeparator, bool hexEscapes)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<(int Start, int Length)> _places = places;

    public ZeekLogKind Kind { get; } = kind;

    /// <summary>What stands between the elements of a set or vector.</summary>
    public byte SetSeparator { get; } = setSeparator;

    /// <summary>Whether bytes may stand as <c>\xHH</c>.</summary>
    public bool HexEscapes { get; } = hexEscapes;

    public ReadOnlySpan<byte> this[ZeekField field]
    {
        get
        {
            var (start, length) = _places[(int)field];
            return _text.Slice(start, length);
        }
    }
}
