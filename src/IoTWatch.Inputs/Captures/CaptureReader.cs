using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Zeek;

namespace IoTWatch.Inputs.Captures;

/// <summary>Reads the files of one set and joins the rows of Zeek logs that describe the same connection.</summary>
/// <remarks>
/// A log is read whole and sorted in memory (about 250 bytes for each observation); a packet capture is streamed. Small
/// sets of logs are read only once, before the first observation is returned: see <see cref="Prepare"/>.
/// </remarks>
internal sealed class CaptureReader
{
    private const int MaxPrefetched = 250_000;
    private readonly UidTable _uids = new();
    private readonly ZeekText _text = new();
    private readonly ZeekLog _log;
    private readonly ReadReport _report;

    // Logs that the scan has read completely, with their number of rows: they are not read again.
    private readonly Dictionary<CaptureFile, long> _scannedRows = [];

    // Logs that were read before their turn.
    private readonly Dictionary<CaptureFile, (List<Observation> Observations, ReadReport Report)> _prefetched = [];
    private int _prefetchLeft = MaxPrefetched;

    public CaptureReader(ReadReport report)
    {
        _report = report;
        _log = new ZeekLog(_uids, _text);
    }

    /// <summary>Returns, for each file, a time that is not later than its first observation.</summary>
    /// <remarks>
    /// A log is scanned (<see cref="ZeekScan"/>); a packet capture is read up to its first observation. A single file
    /// needs no start time and is scanned only if there are rows to join. A scan costs half as much as reading the log.
    /// Therefore a log whose rows need only the server names that are known by then is read at once and kept until its
    /// turn, up to
    /// <see cref="MaxPrefetched"/> observations in all.
    /// </remarks>
    public DateTime[] Prepare(IReadOnlyList<CaptureFile> files)
    {
        var starts = new DateTime[files.Count];
        var scan = new ZeekScan(_uids, _text);
        var isScanned = new bool[files.Count];
        for (var i = 0; i < files.Count; i++)
            if (files[i] is { IsOpenLog: true } or { NamesServers: true })
            {
                starts[i] = StartTime(files[i], (stream, file) =>
                {
                    var earliest = scan.ScanNames(stream, file.IsJson, file.IsOpenLog, out var names);
                    if (names > 0 && !stream.IsDamaged)
                        _scannedRows[file] = names;
                    return earliest;
                });
                isScanned[i] = true;
            }
        if (_uids.Rejected > 0)
            _report.Count("uid-table-full", _uids.Rejected);
        for (var i = 0; i < files.Count; i++)
        {
            var hasRowsToJoin = files[i].HasConns && !_uids.IsEmpty;
            var needsStartTime = files.Count > 1 && !isScanned[i];
            if (hasRowsToJoin || needsStartTime)
                starts[i] = Prefetch(files[i]) ?? StartTime(files[i], (stream, file) => file.Format switch
                {
                    CaptureFormat.ZeekLog => scan.ScanConns(stream, file.IsJson),
                    CaptureFormat.Telemetry => Earliest(TelemetryLog.Read(stream, new ReadReport())),
                    _ => Earliest(PacketCapture.Read(stream, new ReadReport()).Take(1)),
                });
        }
        if (!_uids.AllHaveConns)
            _scannedRows.Clear();
        return starts;
    }

    public IEnumerable<Observation> Read(CaptureFile file)
    {
        _report.Files++;
        _report.Bytes += file.Bytes;
        if (_scannedRows.TryGetValue(file, out var rows))
        {
            _report.Rows += rows;
            return [];
        }
        if (_prefetched.Remove(file, out var prefetched))
        {
            _report.Add(prefetched.Report);
            return InTimeOrder(prefetched.Observations);
        }
        if (file.Format == CaptureFormat.Packets)
            return Packets(file);
        using var stream = new CaptureStream(file.Path, why => _report.Count(why));
        return InTimeOrder(file.Format == CaptureFormat.Telemetry
            ? TelemetryLog.Read(stream, _report)
            : _log.Read(stream, file.IsJson, file.IsOpenLog, _report));
    }

    /// <summary>Reads a log before its turn and returns its earliest time; null if it cannot be read yet.</summary>
    private DateTime? Prefetch(CaptureFile file)
    {
        var isPlainTsvLog = file is
        { Format: CaptureFormat.ZeekLog, IsJson: false, IsOpenLog: false, NamesServers: false };
        if (!isPlainTsvLog || _prefetchLeft == 0)
            return null;
        try
        {
            var report = new ReadReport();
            using var stream = new CaptureStream(file.Path, why => report.Count(why));
            if (_log.Prefetch(stream, _prefetchLeft, report, out var earliest) is not { } observations)
            {
                _prefetchLeft = 0;
                return null;
            }
            _prefetchLeft -= observations.Count;
            _prefetched[file] = (observations, report);
            return earliest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static DateTime StartTime(CaptureFile file, Func<CaptureStream, CaptureFile, DateTime> scan)
    {
        try
        {
            // Damage is counted later, when the file is read.
            using var stream = new CaptureStream(file.Path, _ => { });
            return scan(stream, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return DateTime.MinValue;
        }
    }

    private static DateTime Earliest(IEnumerable<Observation> observations) =>
        observations.Min(observation => (DateTime?)observation.At) ?? DateTime.MinValue;

    private IEnumerable<Observation> Packets(CaptureFile file)
    {
        using var stream = new CaptureStream(file.Path, why => _report.Count(why));
        foreach (var observation in PacketCapture.Read(stream, _report))
            yield return observation;
    }

    private static IEnumerable<Observation> InTimeOrder(List<Observation> observations)
    {
        for (var i = 1; i < observations.Count; i++)
            if (observations[i].At < observations[i - 1].At)
                // OrderBy is stable: equal times keep the order of the file.
                return observations.OrderBy(observation => observation.At);
        return observations;
    }
}
