using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Reads a Zeek log of any kind and syntax as observations.</summary>
/// <remarks>
/// Observations are in the order of the file; unused rows are counted by reason. An ssl or http row whose connection
/// has a conn row in the set gives no observation: its name is added to the flow of the conn row (<see
/// cref="UidTable"/>).
/// </remarks>
internal sealed class ZeekLog(UidTable uids, ZeekText text)
{
    private const ZeekLogKind NamingRows = ZeekLogKind.Ssl | ZeekLogKind.Http | ZeekLogKind.Open;
    private readonly ZeekDns _dns = new(text);

    /// <summary>
    /// Returns the kinds of log that the file begins with; <see cref="ZeekLogKind.None"/> if it is no Zeek log.
    /// </summary>
    public static ZeekLogKind Recognise(byte[] head, out bool isJson)
    {
        if (!ZeekSyntax.Recognises(head, out isJson))
            return ZeekLogKind.None;
        var syntax = ZeekSyntax.Create(isJson);
        var lines = new LineReader(new MemoryStream(head));
        var kinds = ZeekLogKind.None;
        while (lines.TryRead(out var line))
        {
            var outcome = syntax.TryParse(line, out var row);
            if (!isJson && syntax.Kind != ZeekLogKind.None)
                return syntax.Kind;
            if (outcome == ZeekOutcome.Row && IsZeekRow(row))
                kinds |= row.Kind;
            else if (isJson && outcome != ZeekOutcome.NotARow && kinds == ZeekLogKind.None)
                return ZeekLogKind.None;
        }
        return isJson ? kinds : ZeekLogKind.Other;
    }

    private static bool IsZeekRow(in ZeekRow row) =>
        !row[ZeekField.Time].IsEmpty
        && (!row[ZeekField.Uid].IsEmpty || !row[ZeekField.Path].IsEmpty || row.Kind == ZeekLogKind.Dhcp);

    public List<Observation> Read(Stream stream, bool isJson, bool isOpen, ReadReport report) =>
        Read(stream, isJson, isOpen, int.MaxValue, NamingRows, report, out _)!;

    /// <summary>Reads a tab-separated log before its turn; returns null if that is not possible.</summary>
    /// <remarks>
    /// Not possible are more observations than allowed, and rows that need the other logs of the set.
    /// </remarks>
    /// <param name="stream">The log.</param>
    /// <param name="maxObservations">The maximum number of observations.</param>
    /// <param name="report">Receives the counts of rows.</param>
    /// <param name="earliest">
    /// The earliest time in the rows, as found by <see cref="ZeekScan"/>; for a DNS row the time of the query.
    /// </param>
    public List<Observation>? Prefetch(
        Stream stream, int maxObservations, ReadReport report, out DateTime earliest) =>
        Read(stream, isJson: false, isOpen: false, maxObservations, ZeekLogKind.None, report, out earliest);

    private List<Observation>? Read(
        Stream stream, bool isJson, bool isOpen, int maxObservations, ZeekLogKind acceptedNamingRows,
        ReadReport report, out DateTime earliest)
    {
        earliest = DateTime.MaxValue;
        var observations = new List<Observation>();
        var lines = new LineReader(stream);
        var syntax = ZeekSyntax.Create(isJson);
        while (lines.TryRead(out var line))
        {
            var outcome = syntax.TryParse(line, out var row);
            if (outcome == ZeekOutcome.NotARow)
                continue;
            if (observations.Count == maxObservations || (row.Kind & NamingRows & ~acceptedNamingRows) != 0)
                return null;
            report.Rows++;
            if (outcome != ZeekOutcome.Row)
            {
                report.Count(Reason(outcome));
                continue;
            }
            earliest = ZeekScan.Earlier(earliest, row);
            if (Decode(row, isOpen, out var reason) is { } observation)
                observations.Add(observation);
            else if (reason.Length > 0)
                report.Count(reason);
        }
        if (lines.TooLong > 0)
            report.Count("row-too-long", lines.TooLong);
        return observations;
    }

    private Observation? Decode(in ZeekRow row, bool isOpen, out string reason)
    {
        reason = "bad-field";
        switch (isOpen ? row.Kind | ZeekLogKind.Open : row.Kind)
        {
            case ZeekLogKind.Conn:
                var facts = uids.Find(row[ZeekField.Uid]);
                facts?.HasConn = true;
                return ZeekConn.Read(row, facts);
            case ZeekLogKind.Conn | ZeekLogKind.Open:
                return ReadOpen(row, ref reason);
            case ZeekLogKind.Dns:
                return _dns.Read(row, out reason);
            case ZeekLogKind.Dhcp:
                return ZeekDhcp.Read(row, text, out reason);
            default:
                if ((row.Kind & (ZeekLogKind.Ssl | ZeekLogKind.Http)) != 0)
                    return ReadName(row, ref reason);
                reason = "unused-log";
                return null;
        }
    }

    private FlowObservation? ReadOpen(in ZeekRow row, ref string reason)
    {
        var facts = uids.Find(row[ZeekField.Uid]);
        if (facts is not null)
        {
            var isOlder = ZeekConn.TryDuration(row, out var durationMs) && durationMs < facts.OpenMs;
            if (facts.HasConn || facts.IsPublished || isOlder)
            {
                reason = "superseded";
                return null;
            }
            facts.IsPublished = true;
        }
        return ZeekConn.Read(row, facts);
    }

    private FlowObservation? ReadName(in ZeekRow row, ref string reason)
    {
        var uid = row[ZeekField.Uid];
        var facts = uids.Find(uid);
        if (facts is { HasConn: true } or { OpenMs: >= 0 })
        {
            reason = "";
            return null;
        }
        var continues = facts is { IsPublished: true };
        var flow = ZeekConn.ReadWithoutConn(
            row, uid.IsEmpty ? null : Encoding.UTF8.GetString(uid),
            text.Name(row, ZeekField.ServerName), text.Name(row, ZeekField.HttpHost), continues);
        if (facts is not null && flow is not null)
            facts.IsPublished = true;
        return flow;
    }

    private static string Reason(ZeekOutcome outcome) => outcome switch
    {
        ZeekOutcome.ShortRow => "short-row",
        ZeekOutcome.NoHeader => "no-header",
        _ => "bad-json",
    };
}
