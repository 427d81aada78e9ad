using System.Globalization;
using BenchmarkDotNet.Running;
using IoTWatch.Bench.Captures;

// warm [--local CIDR] PATH…: the rate after compilation.
if (args is ["warm", "--local", var network, .. { Length: > 0 } ofNetwork])
{
    WarmRun.Write(ofNetwork, [network], passes: 6, Console.Out);
    return;
}
if (args is ["warm", .. { Length: > 0 } captures])
{
    WarmRun.Write(captures, null, passes: 6, Console.Out);
    return;
}
// memory: memory of a hundred thousand channels.
if (args is ["memory"])
{
    MemoryRun.Write(Console.Out);
    return;
}
// repeat OUT.pcap PACKETS SOURCE…: the large capture of end-to-end.sh; anything else goes to BenchmarkDotNet.
if (args is ["repeat", var output, var packets, .. { Length: > 0 } sources])
{
    var written = new RepeatedCapture(sources).Write(output, long.Parse(packets, CultureInfo.InvariantCulture));
    Console.WriteLine(
        $"{output}: {written.Packets:n0} packets, {written.Repeats} times the {sources.Length} sources, "
        + $"{written.Days:n0} days");
    return;
}
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
