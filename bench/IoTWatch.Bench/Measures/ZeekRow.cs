using BenchmarkDotNet.Attributes;
using IoTWatch.Bench.Captures;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Bench.Measures;

/// <summary>Measures reading rows of conn.log, compared with counting the lines.</summary>
[MemoryDiagnoser]
public class ZeekRow
{
    private const int Rows = 100_000;
    private string _path = "";

    [GlobalSetup]
    public void Setup() => _path = SampleFiles.ZeekConn(Rows);

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public long CountLines()
    {
        using var file = File.OpenRead(_path);
        var buffer = new byte[1 << 16];
        long lines = 0;
        for (int read; (read = file.Read(buffer)) > 0;)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public long Read() => new CaptureSet([_path]).Read(new ReadReport()).LongCount();
}
