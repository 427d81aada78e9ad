namespace IoTWatch.Inputs.Zeek;

/// <summary>What came of one line.</summary>
internal enum ZeekOutcome
{
    Row,

    /// <summary>Part of a header, or blank.</summary>
    NotARow,

    /// <summary>Fewer columns than the header announces: cut off while being written.</summary>
    ShortRow,

    /// <summary>Columns before any <c>#fields</c> line.</summary>
    NoHeader,

    /// <summary>Not one JSON object.</summary>
    BadJson,
}
