using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Scans a log before it is read for the facts that the other logs of the set need.</summary>
/// <remarks>
/// These are the earliest time (conn rows are ordered by the end of the connection and carry its start, so the first
/// row does not have it), the names in ssl, http and quic logs by uid, the newest row of each open connection, and the
/// connections with a conn row. <see cref="ScanNames"/> runs over all files before <see cref="ScanConns"/>.
/// </remarks>
internal sealed class ZeekScan(UidTable uids, ZeekText text)
{
    /// <summary>Adds names and open connections to the table and returns the earliest time.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="isJson">True for JSON, false for tab-separated columns.</param>
    /// <param name="isOpen">True for a log of open connections.</param>
    /// <param name="names">The number of rows if every row named a connection; otherwise −1.</param>
    public DateTime ScanNames(Stream stream, bool isJson, bool isOpen, out long names)
    {
        names = 0;
        long rows = 0;
        var earliest = DateTime.MaxValue;
        var lines = new LineReader(stream);
        // All columns are parsed: if the log is not read again, a truncated row must be found here.
        var syntax = ZeekSyntax.Create(isJson);
        while (lines.TryRead(out var line))
        {
            var outcome = syntax.TryParse(line, out var row);
            rows += outcome == ZeekOutcome.NotARow ? 0 : 1;
            if (outcome != ZeekOutcome.Row)
                continue;
            earliest = Earlier(earliest, row);
            var kind = isOpen ? row.Kind | ZeekLogKind.Open : row.Kind;
            if ((kind & (ZeekLogKind.Ssl | ZeekLogKind.Http)) != 0)
            {
                if (uids.Add(row[ZeekField.Uid]) is not { } facts)
                    continue;
                names++;
                facts.ServerName ??= text.Name(row, ZeekField.ServerName);
                facts.HttpHost ??= text.Name(row, ZeekField.HttpHost);
            }
            else if (kind == (ZeekLogKind.Conn | ZeekLogKind.Open)
                && ZeekConn.TryDuration(row, out var durationMs) && uids.Add(row[ZeekField.Uid]) is { } facts)
            {
                facts.OpenMs = Math.Max(facts.OpenMs, durationMs);
            }
        }
        if (names < rows + lines.TooLong)
            names = -1;
        return earliest;
    }

    /// <summary>Marks the connections of the table that have a conn row and returns the earliest time.</summary>
    public DateTime ScanConns(Stream stream, bool isJson)
    {
        var earliest = DateTime.MaxValue;
        var lines = new LineReader(stream);
        var syntax = ZeekSyntax.Create(isJson, ZeekField.Time, ZeekField.Uid);
        while (lines.TryRead(out var line))
        {
            if (syntax.TryParse(line, out var row) != ZeekOutcome.Row)
                continue;
            earliest = Earlier(earliest, row);
            if (row.Kind == ZeekLogKind.Conn && uids.Find(row[ZeekField.Uid]) is { } facts)
                facts.HasConn = true;
        }
        return earliest;
    }

    public static DateTime Earlier(DateTime earliest, in ZeekRow row) =>
        Utf8Values.TryTime(row[ZeekField.Time], out var at) && at < earliest ? at : earliest;
}
