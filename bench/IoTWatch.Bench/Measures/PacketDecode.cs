using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using IoTWatch.Bench.Captures;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Bench.Measures;

/// <summary>Measures reading packets into flows, compared with walking the record headers.</summary>
[MemoryDiagnoser]
public class PacketDecode
{
    private const int Packets = 200_000;
    private string _path = "";

    [GlobalSetup]
    public void Setup() => _path = SampleFiles.Pcap(Packets);

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true, OperationsPerInvoke = Packets)]
    public long WalkHeaders()
    {
        var bytes = File.ReadAllBytes(_path);
        long packets = 0;
        for (var at = 24; at + 16 <= bytes.Length; packets++)
            at += 16 + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8));
        return packets;
    }

    [Benchmark(OperationsPerInvoke = Packets)]
    public long Read() => new CaptureSet([_path]).Read(new ReadReport()).LongCount();
}
