using System.Text.Json;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Parses Zeek logs in JSON, one object per line.</summary>
/// <remarks>
/// The kind of log is read from <c>_path</c> or <c>@stream</c>, or else derived from the fields. Values are copied
/// unescaped into one buffer, arrays with a separator between the elements, so that rows equal those of <see
/// cref="ZeekTsv"/>.
/// </remarks>
internal sealed class ZeekJson : ZeekSyntax
{
    private const byte ElementSeparator = 0x1F;

    private byte[] _buffer = new byte[4096];
    private int _used;

    public override ZeekOutcome TryParse(ReadOnlySpan<byte> line, out ZeekRow row)
    {
        row = default;
        if (line.Trim(" \t\uFEFF"u8).IsEmpty)
            return ZeekOutcome.NotARow;
        if (_buffer.Length < line.Length)
            _buffer = new byte[line.Length * 2];
        _used = 0;
        Array.Clear(Positions);
        try
        {
            var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 16 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return ZeekOutcome.BadJson;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                Property(ref json);
            while (json.Read())
                continue;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape sequence of half a surrogate pair.
            return ZeekOutcome.BadJson;
        }
        var path = Value(ZeekField.Path);
        Kind = path.IsEmpty ? ZeekKinds.FromFields(field => Positions[(int)field].Length > 0)
            : ZeekKinds.FromPath(path);
        row = new ZeekRow(_buffer, Positions, Kind, ElementSeparator, hexEscapes: false);
        return ZeekOutcome.Row;
    }

    private ReadOnlySpan<byte> Value(ZeekField field) =>
        _buffer.AsSpan(Positions[(int)field].Start, Positions[(int)field].Length);

    private void Property(ref Utf8JsonReader json)
    {
        var known = ZeekFields.TryFind(json.ValueSpan, out var field);
        json.Read();
        if (!known)
        {
            json.Skip();
            return;
        }
        var start = _used;
        if (json.TokenType == JsonTokenType.StartArray)
            Elements(ref json);
        else
            Copy(ref json);
        Positions[(int)field] = (start, _used - start);
    }

    private void Elements(ref Utf8JsonReader json)
    {
        var first = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!first)
                _buffer[_used++] = ElementSeparator;
            first = false;
            Copy(ref json);
        }
    }

    private void Copy(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String when json.ValueIsEscaped:
                _used += json.CopyString(_buffer.AsSpan(_used));
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                json.ValueSpan.CopyTo(_buffer.AsSpan(_used));
                _used += json.ValueSpan.Length;
                break;
            default:
                json.Skip();
                break;
        }
    }
}
