using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Tests.Zeek;

namespace IoTWatch.Inputs.Tests.Captures;

public sealed class CaptureSetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_named_file_of_no_known_format_is_an_error_that_names_it_and_the_formats()
    {
        var path = _folder.Add("notes.txt", "dear diary\n");
        var error = Assert.Throws<CaptureException>(() => new CaptureSet([path]).Read(new ReadReport()));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("pcapng", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_an_error()
    {
        var error =
            Assert.Throws<CaptureException>(() =>
                new CaptureSet([_folder.Path, "/no/such/capture.pcap"]).Read(new ReadReport()));
        Assert.Equal("/no/such/capture.pcap: no such file or folder", error.Message);
    }

    [Fact]
    public void An_empty_file_that_is_named_is_an_error() =>
        Assert.Contains("empty",
            Assert.Throws<CaptureException>(() => _folder.Read(_folder.Add("conn.log", ""))).Message,
                StringComparison.Ordinal);

    [Fact]
    public void Unsupported_files_of_a_folder_are_only_reported()
    {
        _folder.Add("deep/er/conn.log", Some.Conn(Some.ConnRow()));
        _folder.Add("notes.txt", "dear diary\n");
        _folder.Add("packed.zst", [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0]);
        _folder.Add("broken.gz", [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        _folder.Add("mud.json", "{\"ietf-mud:mud\":{}}");
        Assert.Single(_folder.Read());
        Assert.Equal(1, _folder.Report.Files);
        Assert.Equal(
            [
                "broken.gz: damaged gzip", "mud.json: of no known format", "notes.txt: of no known format",
                "packed.zst: truncated zstd",
            ],
            _folder.Report.Unreadable.Select(line => Path.GetFileName(line)));
    }

    [Fact]
    public void Format_and_compression_are_detected_by_content()
    {
        _folder.Add("a.pcap", Some.Conn(Some.ConnRow(uid: "C1")));
        _folder.AddGzip("b.bin", Some.Conn(Some.ConnRow(uid: "C2")));
        Assert.Equal(2, _folder.Read().Count);
    }

    [Fact]
    public void A_truncated_gzip_gives_its_rows_and_is_reported()
    {
        var rows = Enumerable.Range(0, 5000).Select(i => Some.ConnRow(at: 1545403816 + i * 7.31, uid: $"C{i * 7919}"))
            .ToArray();
        var read = _folder.Read(_folder.AddGzip("conn.log.gz", Some.Conn(rows), cutBytes: 9000));
        Assert.InRange(read.Count, 1000, 4999);
        Assert.Equal(1, _folder.Report.Reasons["truncated-gzip"]);
    }

    [Fact]
    public void Files_are_merged_by_time_even_where_a_late_row_began_early()
    {
        _folder.Add("00.log", Some.Conn(Some.ConnRow(at: 1000), Some.ConnRow(at: 1100)));
        _folder.Add("01.log",
            Some.Conn(Some.ConnRow(at: 2000), Some.ConnRow(at: 1050, duration: "990"), Some.ConnRow(at: 2100)));
        _folder.Add("zz.log", Some.Conn(Some.ConnRow(at: 1090), Some.ConnRow(at: 2050)));
        Assert.Equal([1000, 1050, 1090, 1100, 2000, 2050, 2100],
            _folder.Read().Select(o => (o.At - DateTime.UnixEpoch).TotalSeconds));
        Assert.Empty(_folder.Report.Reasons);
    }

    [Fact]
    public void Equal_times_are_ordered_by_file_then_by_position()
    {
        var b = _folder.Add("b.log", Some.Conn(Some.ConnRow(duration: "3"), Some.ConnRow(duration: "1")));
        var a = _folder.Add("a.log", Some.Conn(Some.ConnRow(duration: "2")));
        Assert.Equal([3000, 1000, 2000], _folder.Read(b, a).Cast<FlowObservation>().Select(flow => flow.DurationMs));
        Assert.Equal([2000, 3000, 1000], _folder.Read().Cast<FlowObservation>().Select(flow => flow.DurationMs));
    }

    [Fact]
    public void A_file_reached_twice_is_read_once()
    {
        var path = _folder.Add("conn.log", Some.Conn(Some.ConnRow()));
        Assert.Single(_folder.Read(path, _folder.Path, path));
    }

    [Fact]
    public void The_report_counts_files_bytes_and_rows()
    {
        var path = _folder.Add("conn.log", Some.Conn(Some.ConnRow(), "short", Some.ConnRow()));
        _folder.Read();
        Assert.Equal((1, new FileInfo(path).Length, 3, 2),
            (_folder.Report.Files, _folder.Report.Bytes, _folder.Report.Rows, _folder.Report.Observations));
    }

    [Fact]
    public void A_log_with_nothing_but_a_header_is_a_log()
    {
        Assert.Empty(_folder.Read(_folder.Add("conn.log", Some.Conn())));
        Assert.Equal(1, _folder.Report.Files);
    }

    [Fact]
    public void A_line_that_is_too_long_is_skipped()
    {
        Assert.Single(_folder.Read(_folder.Add("conn.log", Some.Conn(new string('x', 3_000_000), Some.ConnRow()))));
        Assert.Equal(1, _folder.Report.Reasons["row-too-long"]);
    }
}
