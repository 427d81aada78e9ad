using System.Text;
using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>
/// Reads the members of one telemetry object and keeps the first problem; only new names are allocated.
/// </summary>
/// <remarks>
/// A schema loops over <see cref="TryNext"/> and reads the value of each member with the method of its type.
/// </remarks>
internal ref struct TelemetryReader
{
    // An escape sequence has at most six bytes for one byte of text.
    private const int MaxEscapedBytes = 6 * NamePool.MaxNameBytes;
    private const double MaxExact = 1L << 53;
    private const long MaxTimeMs = uint.MaxValue * 1000L;

    // One pool per thread, because decoding is static and may run on several threads.
    [ThreadStatic]
    private static NamePool? _names;

    private readonly ReadOnlySpan<byte> _schema;
    private bool _hasSchema;
    private bool _hasTime;

    /// <param name="json">A reader that is positioned on the first brace of the object.</param>
    /// <param name="schema">The schema that the object must name.</param>
    public TelemetryReader(Utf8JsonReader json, ReadOnlySpan<byte> schema)
    {
        Json = json;
        _schema = schema;
        _names ??= new NamePool();
    }

    public Utf8JsonReader Json;

    /// <summary>The first reason why the object cannot be used, or null.</summary>
    public string? Problem { get; private set; }

    public DateTime At { get; private set; }

    public MacAddress Mac { get; private set; }

    public long Sequence { get; private set; } = -1;

    /// <summary>
    /// Moves to the next member that is not common to all schemas; returns false at the end of the object.
    /// </summary>
    public bool TryNext(out ReadOnlySpan<byte> key)
    {
        while (Json.Read() && Json.TokenType == JsonTokenType.PropertyName)
        {
            key = Json.ValueSpan;
            if (key.SequenceEqual("ts"u8))
                ReadTime();
            else if (key.SequenceEqual("seq"u8))
                Sequence = ReadNumber(0, long.MaxValue);
            else if (key.SequenceEqual("schema"u8))
                ReadSchema();
            else
                return true;
        }
        key = default;
        if (!_hasSchema)
            Fail("schema");
        if (!_hasTime)
            Fail("missing-ts");
        return false;
    }

    public void Fail(string reason) => Problem ??= reason;

    public void Skip()
    {
        Json.Read();
        Json.Skip();
    }

    public void ReadDeviceMac() => Mac = ReadMacAddress();

    public MacAddress ReadMacAddress()
    {
        var text = ReadUtf8();
        if (Json.TokenType == JsonTokenType.Null)
            return default;
        if (!Utf8Values.TryMac(text, out var mac))
            Fail("bad-mac");
        return mac;
    }

    public IpAddress? ReadAddress()
    {
        Json.Read();
        return CurrentAddress();
    }

    /// <summary>Parses the current token, an element of an array, as an address; null for JSON null.</summary>
    public IpAddress? CurrentAddress()
    {
        var text = CurrentUtf8();
        if (Json.TokenType == JsonTokenType.Null)
            return null;
        if (!Utf8Values.TryAddress(text, out var address))
            Fail("bad-address");
        return address;
    }

    public string? ReadText()
    {
        Json.Read();
        if (Json.TokenType == JsonTokenType.Null)
            return null;
        if (Json.TokenType != JsonTokenType.String)
            Fail("bad-text");
        else if (Json.ValueIsEscaped)
            return EscapedText();
        else if (Json.ValueSpan.Length > NamePool.MaxNameBytes)
            Fail("text-too-long");
        else
            return _names!.Get(Json.ValueSpan);
        Json.Skip();
        return null;
    }

    /// <summary>Reads text that is rarely repeated and does not add it to the pool.</summary>
    public string? ReadUnpooledText()
    {
        var text = ReadUtf8();
        if (Problem is null && text.Length > NamePool.MaxNameBytes)
            Fail("text-too-long");
        return Problem is null && Json.TokenType == JsonTokenType.String ? Encoding.UTF8.GetString(text) : null;
    }

    public long ReadNumber(long min, long max)
    {
        Json.Read();
        return CurrentNumber(min, max);
    }

    public long CurrentNumber(long min, long max)
    {
        if (Json.TokenType == JsonTokenType.Number)
        {
            // Some senders write whole numbers as floating point, e.g. 1.73e12.
            if (!Json.TryGetInt64(out var value))
                value = Json.TryGetDouble(out var real) && Math.Abs(real) < MaxExact ? (long)real : long.MinValue;
            if (value >= min && value <= max)
                return value;
        }
        else
        {
            Json.Skip();
        }
        Fail("bad-number");
        return min;
    }

    public bool ReadFlag()
    {
        Json.Read();
        if (Json.TokenType is JsonTokenType.True or JsonTokenType.False)
            return Json.TokenType == JsonTokenType.True;
        Fail("bad-flag");
        Json.Skip();
        return false;
    }

    /// <summary>Reads one of the given words and returns its index.</summary>
    public int ReadWord(ReadOnlySpan<string> words)
    {
        Json.Read();
        if (Json.TokenType == JsonTokenType.String)
            for (var i = 0; i < words.Length; i++)
                if (Json.ValueTextEquals(words[i]))
                    return i;
        Json.Skip();
        Fail("bad-word");
        return 0;
    }

    /// <summary>Enters an array; returns false and sets a problem if the value is no array.</summary>
    public bool TryEnterArray()
    {
        Json.Read();
        if (Json.TokenType == JsonTokenType.StartArray)
            return true;
        Fail("bad-list");
        Json.Skip();
        return false;
    }

    private void ReadTime()
    {
        _hasTime = true;
        Json.Read();
        var isNumber = Json.TokenType == JsonTokenType.Number;
        if (isNumber && Json.TryGetInt64(out var value) && value is >= 0 and <= MaxTimeMs)
            At = EventTime.FromEpochMs(value);
        else if (isNumber && Json.TryGetDouble(out var real) && real is >= 0 and <= MaxTimeMs)
            At = EventTime.FromEpochMs((long)real);
        else
        {
            Fail(isNumber ? "ts-range" : "missing-ts");
            Json.Skip();
        }
    }

    private void ReadSchema()
    {
        _hasSchema = true;
        Json.Read();
        if (Json.TokenType != JsonTokenType.String || !Json.ValueTextEquals(_schema))
            Fail("schema");
        Json.Skip();
    }

    private ReadOnlySpan<byte> ReadUtf8()
    {
        Json.Read();
        return CurrentUtf8();
    }

    private ReadOnlySpan<byte> CurrentUtf8()
    {
        if (Json.TokenType == JsonTokenType.Null)
            return default;
        if (Json.TokenType != JsonTokenType.String)
            Fail("bad-text");
        else if (Json.ValueSpan.Length > MaxEscapedBytes)
            Fail("text-too-long");
        else
            return Json.ValueIsEscaped ? Encoding.UTF8.GetBytes(Json.GetString()!) : Json.ValueSpan;
        // Skip leaves the reader on the last token of the value, so that the value does not look like null.
        Json.Skip();
        return default;
    }

    private string? EscapedText()
    {
        if (Json.ValueSpan.Length > MaxEscapedBytes)
        {
            Fail("text-too-long");
            return null;
        }
        Span<byte> plain = stackalloc byte[MaxEscapedBytes];
        var length = Json.CopyString(plain);
        if (length > NamePool.MaxNameBytes)
        {
            Fail("text-too-long");
            return null;
        }
        return _names!.Get(plain[..length]);
    }
}
