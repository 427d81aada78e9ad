using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Parses Zeek logs with <c>#</c> header lines and one row of separated columns per line.</summary>
/// <remarks>
/// The header defines the separators and the columns, which may be in any order; a new header within a file
/// (concatenated logs) replaces it. Unknown columns are skipped. Labelled data sets (IoT-23) separate their last
/// columns by three spaces, in the header or in the rows; both are accepted. Format: Zeek's <c>LogAscii</c> writer.
/// With <c>only</c>, a row is parsed up to the last of these fields. <see cref="TryParse"/> is optimised at its first
/// call, because a run often ends before tiered compilation does it.
/// </remarks>
internal sealed class ZeekTsv(ReadOnlySpan<ZeekField> only = default) : ZeekSyntax
{
    private readonly ZeekField[] _only = only.ToArray();
    private const int Unknown = -1;

    private byte _separator = (byte)'\t';
    private byte _setSeparator = (byte)',';
    private byte[] _unset = "-"u8.ToArray();
    private byte[] _empty = "(empty)"u8.ToArray();
    private ZeekLogKind _path;
    private int[] _columns = [];
    private int _stop;

    private static ReadOnlySpan<byte> LabelSeparator => "   "u8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override ZeekOutcome TryParse(ReadOnlySpan<byte> line, out ZeekRow row)
    {
        row = default;
        if (line.IsEmpty)
            return ZeekOutcome.NotARow;
        if (line[0] == '#')
        {
            Header(line);
            return ZeekOutcome.NotARow;
        }
        if (_columns.Length == 0)
            return ZeekOutcome.NoHeader;

        var start = 0;
        var last = _columns.Length - 1;
        for (var column = 0; column <= last; column++)
        {
            var length = line[start..].IndexOf(_separator);
            var isEnd = length < 0;
            if (isEnd)
                length = line.Length - start;
            var field = _columns[column];
            if (field != Unknown)
                Positions[field] = (start, IsSet(line.Slice(start, length)) ? length : 0);
            if (column == _stop)
                break;
            if (isEnd)
            {
                if (!EndsInLabels(line[start..], last - column))
                    return ZeekOutcome.ShortRow;
                while (++column <= last)
                    if (_columns[column] != Unknown)
                        Positions[_columns[column]] = default;
                break;
            }
            start += length + 1;
        }
        row = new ZeekRow(line, Positions, Kind, _setSeparator, hexEscapes: true);
        return ZeekOutcome.Row;
    }

    private static bool EndsInLabels(ReadOnlySpan<byte> tail, int missing) =>
        missing <= 2 && tail.Count(LabelSeparator) >= missing;

    private bool IsSet(ReadOnlySpan<byte> value) =>
        !(value.Length == _unset.Length && value.SequenceEqual(_unset))
            && !(value.Length == _empty.Length && value.SequenceEqual(_empty));

    private void Header(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("#separator"u8))
        {
            _separator = Unescape(line["#separator".Length..].Trim((byte)' '), (byte)'\t');
            return;
        }
        var end = line.IndexOf(_separator);
        if (end < 0)
            return;
        var name = line[..end];
        var value = line[(end + 1)..];
        if (name.SequenceEqual("#set_separator"u8))
            _setSeparator = Unescape(value, (byte)',');
        else if (name.SequenceEqual("#unset_field"u8))
            _unset = value.ToArray();
        else if (name.SequenceEqual("#empty_field"u8))
            _empty = value.ToArray();
        else if (name.SequenceEqual("#path"u8))
            _path = ZeekKinds.FromPath(value);
        else if (name.SequenceEqual("#fields"u8))
            Fields(value);
    }

    private void Fields(ReadOnlySpan<byte> names)
    {
        Array.Clear(Positions);
        var columns = new List<int>();
        foreach (var range in names.Split(_separator))
        {
            var name = names[range];
            var separator = name.IndexOf(LabelSeparator);
            columns.Add(ZeekFields.TryFind(separator < 0 ? name : name[..separator], out var field) ? (int)field
                : Unknown);
        }
        _columns = [.. columns];
        _stop = _only.Length == 0 ? _columns.Length - 1 : _only.Max(field => columns.IndexOf((int)field));
        Kind = _path != ZeekLogKind.None ? _path : ZeekKinds.FromFields(field => columns.Contains((int)field));
    }

    private static byte Unescape(ReadOnlySpan<byte> text, byte fallback)
    {
        if (text.Length == 4 && text.StartsWith("\\x"u8)
            && byte.TryParse(Encoding.ASCII.GetString(text[2..]), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var hex))
            return hex;
        return text.Length == 1 ? text[0] : fallback;
    }
}
