using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Packets;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Zeek;

namespace IoTWatch.Inputs.Captures;

/// <summary>Reads the files of one set: knows what their logs say together, and when each file begins.</summary>
/// <remarks>
/// A log is read whole and sorted in memory (about 250 bytes an observation); a packet capture streams. Small sets of logs are read
/// once, all before the first observation: see <see cref="Prepare"/>.
/// </remarks>
internal sealed class CaptureReader
{
    private const int MostAhead = 250_000;
    private readonly UidTable _uids = new();
    private readonly ZeekText _text = new();
    private readonly ZeekLog _log;
    private readonly ReadReport _report;

    // Logs that gave all they have during the scan: nothing is left to read of them but their count of rows.
    private readonly Dictionary<CaptureFile, long> _spent = [];

    // Logs that were read already, while there was room.
    private readonly Dictionary<CaptureFile, (List<Observation> Observations, ReadReport Report)> _ahead = [];
    private int _aheadLeft = MostAhead;

    public CaptureReader(ReadReport report)
    {
        _report = report;
        _log = new ZeekLog(_uids, _text);
    }

    /// <summary>A time before which no observation of the file lies, for each file, in their order.</summary>
    /// <remarks>
    /// A log is scanned (<see cref="ZeekScan"/>), a packet capture read up to its first observation. A single file is not asked
    /// when it begins, and not scanned unless there is something to join. Scanning a log is half the work of reading it: where its rows need nothing of
    /// other logs but the names that are known by then, it is read instead and kept for its turn, up to <see cref="MostAhead"/> observations.
    /// </remarks>
    public DateTime[] Prepare(IReadOnlyList<CaptureFile> files)
    {
        var begins = new DateTime[files.Count];
        var scan = new ZeekScan(_uids, _text);
        var isNamed = new bool[files.Count];
        for (var i = 0; i < files.Count; i++)
            if (files[i] is { IsOpenLog: true } or { NamesServers: true })
            {
                begins[i] = Begin(files[i], (stream, file) =>
                {
                    var earliest = scan.Names(stream, file.IsJson, file.IsOpenLog, out var names);
                    if (names > 0 && !stream.IsDamaged)
                        _spent[file] = names;
                    return earliest;
                });
                isNamed[i] = true;
            }
        if (_uids.Refused > 0)
            _report.Count("uid-table-full", _uids.Refused);
        for (var i = 0; i < files.Count; i++)
            if ((files[i].HasConns && !_uids.IsEmpty) || (files.Count > 1 && !isNamed[i]))
                begins[i] = ReadAhead(files[i]) ?? Begin(files[i], (stream, file) => file.Format switch
                {
                    CaptureFormat.ZeekLog => scan.Conns(stream, file.IsJson),
                    CaptureFormat.Telemetry => Earliest(TelemetryLog.Read(stream, new ReadReport())),
                    _ => Earliest(PacketCapture.Read(stream, new ReadReport()).Take(1)),
                });
        if (!_uids.AllHaveConns)
            _spent.Clear();
        return begins;
    }

    public IEnumerable<Observation> Read(CaptureFile file)
    {
        _report.Files++;
        _report.Bytes += file.Bytes;
        if (_spent.TryGetValue(file, out var rows))
        {
            _report.Rows += rows;
            return [];
        }
        if (_ahead.Remove(file, out var ahead))
        {
            _report.Add(ahead.Report);
            return InTimeOrder(ahead.Observations);
        }
        if (file.Format == CaptureFormat.Packets)
            return Packets(file);
        using var stream = new CaptureStream(file.Path, why => _report.Count(why));
        return InTimeOrder(file.Format == CaptureFormat.Telemetry
            ? TelemetryLog.Read(stream, _report)
            : _log.Read(stream, file.IsJson, file.IsOpenLog, _report));
    }

    /// <summary>Reads a log before its turn. Returns its earliest time; null where it cannot, or must not, be read yet.</summary>
    private DateTime? ReadAhead(CaptureFile file)
    {
        if (file is not { Format: CaptureFormat.ZeekLog, IsJson: false, IsOpenLog: false, NamesServers: false } || _aheadLeft == 0)
            return null;
        try
        {
            var report = new ReadReport();
            using var stream = new CaptureStream(file.Path, why => report.Count(why));
            if (_log.ReadAhead(stream, _aheadLeft, report, out var earliest) is not { } observations)
            {
                _aheadLeft = 0;
                return null;
            }
            _aheadLeft -= observations.Count;
            _ahead[file] = (observations, report);
            return earliest;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static DateTime Begin(CaptureFile file, Func<CaptureStream, CaptureFile, DateTime> scan)
    {
        try
        {
            // Damage is counted when the file is read.
            using var stream = new CaptureStream(file.Path, _ => { });
            return scan(stream, file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
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
