using System.Text;
using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>Reads the members of one telemetry object by hand; the first problem is kept, and nothing is allocated but names not seen before.</summary>
/// <remarks>Stands before the object's first member. A schema loops over <see cref="TryNext"/> and asks for a value of the kind it expects.</remarks>
internal ref struct TelemetryReader
{
    // An escape takes at most six bytes for one.
    private const int MaxEscapedBytes = 6 * NamePool.MaxNameBytes;
    private const double MaxExact = 1L << 53;

    // One pool a thread: decoding is static and may run on many.
    [ThreadStatic]
    private static NamePool? _names;

    private readonly ReadOnlySpan<byte> _schema;
    private bool _hasSchema;
    private bool _hasTime;

    /// <param name="json">Stands on the object's first brace.</param>
    /// <param name="schema">The schema that the object must name.</param>
    public TelemetryReader(Utf8JsonReader json, ReadOnlySpan<byte> schema)
    {
        Json = json;
        _schema = schema;
        _names ??= new NamePool();
    }

    public Utf8JsonReader Json;

    /// <summary>Why the object cannot be used; null while it can.</summary>
    public string? Problem { get; private set; }

    public DateTime At { get; private set; }

    public MacAddress Mac { get; private set; }

    public long Sequence { get; private set; } = -1;

    /// <summary>Moves to the next member that is not common to all schemas; false at the end of the object.</summary>
    public bool TryNext(out ReadOnlySpan<byte> key)
    {
        while (Json.Read() && Json.TokenType == JsonTokenType.PropertyName)
        {
            key = Json.ValueSpan;
            if (key.SequenceEqual("ts"u8))
                Time();
            else if (key.SequenceEqual("seq"u8))
                Sequence = Number(0, long.MaxValue);
            else if (key.SequenceEqual("schema"u8))
                Schema();
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

    public void ReadMac() => Mac = Hardware();

    public MacAddress Hardware()
    {
        var text = Plain();
        if (Json.TokenType == JsonTokenType.Null)
            return default;
        if (!Utf8Values.TryMac(text, out var mac))
            Fail("bad-mac");
        return mac;
    }

    public IpAddress? Address()
    {
        Json.Read();
        return CurrentAddress();
    }

    /// <summary>The address on which the reader stands already, inside an array; null for JSON's null.</summary>
    public IpAddress? CurrentAddress()
    {
        var text = CurrentPlain();
        if (Json.TokenType == JsonTokenType.Null)
            return null;
        if (!Utf8Values.TryAddress(text, out var address))
            Fail("bad-address");
        return address;
    }

    public string? Text()
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

    /// <summary>Text that hardly comes twice, kept out of the pool.</summary>
    public string? Unique()
    {
        var text = Plain();
        if (Problem is null && text.Length > NamePool.MaxNameBytes)
            Fail("text-too-long");
        return Problem is null && Json.TokenType == JsonTokenType.String ? Encoding.UTF8.GetString(text) : null;
    }

    public long Number(long least, long most)
    {
        Json.Read();
        return CurrentNumber(least, most);
    }

    public long CurrentNumber(long least, long most)
    {
        if (Json.TokenType == JsonTokenType.Number)
        {
            // Some senders know only floating point and write whole numbers as 1.73e12.
            if (!Json.TryGetInt64(out var value))
                value = Json.TryGetDouble(out var real) && Math.Abs(real) < MaxExact ? (long)real : long.MinValue;
            if (value >= least && value <= most)
                return value;
        }
        else
        {
            Json.Skip();
        }
        Fail("bad-number");
        return least;
    }

    public bool Flag()
    {
        Json.Read();
        if (Json.TokenType is JsonTokenType.True or JsonTokenType.False)
            return Json.TokenType == JsonTokenType.True;
        Fail("bad-flag");
        Json.Skip();
        return false;
    }

    /// <summary>One of a schema's words, by its place among them.</summary>
    public int Word(ReadOnlySpan<string> words)
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

    /// <summary>Enters an array; false, with a problem noted, when the value is none.</summary>
    public bool TryArray()
    {
        Json.Read();
        if (Json.TokenType == JsonTokenType.StartArray)
            return true;
        Fail("bad-list");
        Json.Skip();
        return false;
    }

    private void Time()
    {
        _hasTime = true;
        Json.Read();
        if (Json.TokenType == JsonTokenType.Number && Json.TryGetInt64(out var value) && value is >= 0 and <= uint.MaxValue * 1000L)
            At = DateTime.UnixEpoch.AddMilliseconds(value);
        else if (Json.TokenType == JsonTokenType.Number && Json.TryGetDouble(out var real) && real is >= 0 and <= uint.MaxValue * 1000.0)
            At = DateTime.UnixEpoch.AddMilliseconds((long)real);
        else
        {
            Fail(Json.TokenType == JsonTokenType.Number ? "ts-range" : "missing-ts");
            Json.Skip();
        }
    }

    private void Schema()
    {
        _hasSchema = true;
        Json.Read();
        if (Json.TokenType != JsonTokenType.String || !Json.ValueTextEquals(_schema))
            Fail("schema");
        Json.Skip();
    }

    private ReadOnlySpan<byte> Plain()
    {
        Json.Read();
        return CurrentPlain();
    }

    private ReadOnlySpan<byte> CurrentPlain()
    {
        if (Json.TokenType == JsonTokenType.Null)
            return default;
        if (Json.TokenType != JsonTokenType.String)
            Fail("bad-text");
        else if (Json.ValueSpan.Length > MaxEscapedBytes)
            Fail("text-too-long");
        else
            return Json.ValueIsEscaped ? Encoding.UTF8.GetBytes(Json.GetString()!) : Json.ValueSpan;
        // Skipping leaves the reader on the last token of the value, which must not look like null.
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
