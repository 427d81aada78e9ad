using System.Globalization;
using System.Text;

namespace IoTWatch.Server.Influx;

/// <summary>Writes points as InfluxDB line protocol into one growing buffer, without an allocation a point.</summary>
/// <remarks>
/// One point is one line, whatever the values hold: control characters become spaces, so that lines can be told apart
/// again when a batch is halved. A tag may not end in a backslash on any version, hence backslashes become slashes
/// there. Numbers that are not finite and empty tags are left out; a point that is left with no field is taken back
/// (the server would refuse it).
/// </remarks>
public sealed class LineProtocolWriter
{
    private const int LongestTag = 256;
    private const int LongestText = 2048;

    private byte[] _buffer = new byte[16 * 1024];
    private int _length;
    private int _lineStart;
    private bool _hasField;

    /// <summary>Complete lines held.</summary>
    public int Lines { get; private set; }

    /// <summary>The complete lines, each ended by a line feed.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _lineStart);

    public int Length => _lineStart;

    public void Begin(string measurement)
    {
        _length = _lineStart;
        _hasField = false;
        Key(measurement);
    }

    public void Tag(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        Raw((byte)',');
        Key(name);
        Raw((byte)'=');
        Key(Shortened(value, LongestTag));
    }

    public void Field(string name, long? value)
    {
        if (value is not { } number)
            return;
        FieldKey(name);
        Room(24);
        number.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        Raw((byte)'i');
    }

    public void Field(string name, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
            return;
        FieldKey(name);
        Room(32);
        number.TryFormat(_buffer.AsSpan(_length), out var written, "R", CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Field(string name, string? value)
    {
        if (value is null)
            return;
        FieldKey(name);
        Raw((byte)'"');
        Text(Shortened(value, LongestText));
        Raw((byte)'"');
    }

    /// <summary>Ends the point; false when it had no field and was taken back.</summary>
    public bool End(long nanoseconds)
    {
        if (!_hasField)
        {
            _length = _lineStart;
            return false;
        }
        Raw((byte)' ');
        Room(24);
        nanoseconds.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        Raw((byte)'\n');
        _lineStart = _length;
        Lines++;
        return true;
    }

    public void Clear()
    {
        _length = _lineStart = 0;
        Lines = 0;
    }

    private void FieldKey(string name)
    {
        Raw(_hasField ? (byte)',' : (byte)' ');
        _hasField = true;
        Key(name);
        Raw((byte)'=');
    }

    /// <summary>A measurement, a tag's name or value, or a field's name.</summary>
    private void Key(ReadOnlySpan<char> text)
    {
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\\')
                Raw((byte)'/');
            else if (Rune.IsControl(rune) || rune.Value == ' ')
                Escaped((byte)' ');
            else if (rune.Value is ',' or '=')
                Escaped((byte)rune.Value);
            else
                Raw(encoded[..rune.EncodeToUtf8(encoded)]);
        }
    }

    private void Text(ReadOnlySpan<char> text)
    {
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
                Raw((byte)' ');
            else if (rune.Value is '"' or '\\')
                Escaped((byte)rune.Value);
            else
                Raw(encoded[..rune.EncodeToUtf8(encoded)]);
        }
    }

    private void Escaped(byte value)
    {
        Raw((byte)'\\');
        Raw(value);
    }

    private static ReadOnlySpan<char> Shortened(string value, int most)
    {
        if (value.Length <= most)
            return value;
        return value.AsSpan(0, char.IsHighSurrogate(value[most - 1]) ? most - 1 : most);
    }

    private void Raw(byte value)
    {
        Room(1);
        _buffer[_length++] = value;
    }

    private void Raw(ReadOnlySpan<byte> values)
    {
        Room(values.Length);
        values.CopyTo(_buffer.AsSpan(_length));
        _length += values.Length;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
    }
}
