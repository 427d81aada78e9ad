using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>A quick pass over a log before it is read: what the set needs to know of it beforehand.</summary>
/// <remarks>
/// That is its earliest time (a conn row stands where the connection ended and carries the time at which it began, so the first
/// row does not tell), the names that ssl, http and quic know for a uid, the newest row of connections still open, and which of
/// these have a conn row. Names go first, over all files; then <see cref="Conns"/>.
/// </remarks>
internal sealed class ZeekScan(UidTable uids, ZeekText text)
{
    /// <summary>Takes in names and open connections. Returns the earliest time.</summary>
    /// <param name="names">How many rows the log has, where each was understood and gave a connection its name; else −1.</param>
    public DateTime Names(Stream stream, bool isJson, bool isOpen, out long names)
    {
        names = 0;
        long rows = 0;
        var earliest = DateTime.MaxValue;
        var lines = new LineReader(stream);
        // All columns: where this pass is the only one, it must notice a row cut short.
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

    /// <summary>Marks which connections of the table have a conn row. Returns the earliest time.</summary>
    public DateTime Conns(Stream stream, bool isJson)
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
