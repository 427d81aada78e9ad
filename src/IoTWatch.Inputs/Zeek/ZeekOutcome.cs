namespace IoTWatch.Inputs.Zeek;

/// <summary>The result of parsing one line.</summary>
internal enum ZeekOutcome
{
    Row,

    /// <summary>A header line or a blank line.</summary>
    NotARow,

    /// <summary>A row with fewer columns than the header.</summary>
    ShortRow,

    /// <summary>A row before the first <c>#fields</c> line.</summary>
    NoHeader,

    /// <summary>A line that is not one JSON object.</summary>
    BadJson,
}
