using System.Diagnostics;
using System.Globalization;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Bench.Captures;

/// <summary>
/// Measures the heap per channel, including its device state, and the resident memory of the process.
/// </summary>
/// <remarks>
/// 1,000 channels a device. Young: six irregular contacts. Old: 100 irregular contacts over weeks, 1 min to 10 h apart
/// and of all sizes, which fills the ring and most bins. Beacon: 600 calls of a minute, which fills few bins, but those
/// beyond a byte; time servers, because those are no alert. Scanned: one contact.
/// </remarks>
public static class MemoryRun
{
    private const uint Channels = 1_000;
    private const long Minute = 60_000;

    public static void Write(TextWriter output)
    {
        Measure(output, "young", devices: 100, contacts: 6, gap: random => random.Next(1, 200) * 100_000L);
        Measure(output, "scanned", devices: 100, contacts: 1, gap: _ => Minute);
        Measure(
            output, "young, learned", devices: 100, contacts: 6, gap: random => random.Next(1, 200) * 100_000L,
            learn: TimeSpan.FromDays(7));
        Measure(
            output, "old", devices: 100, contacts: 100,
            gap: random => (long)(Minute * Math.Pow(600, random.NextDouble())));
        Measure(output, "beacon", devices: 20, contacts: 600, gap: _ => Minute, port: 123);
    }

    private static void Measure(
        TextWriter output, string name, uint devices, int contacts, Func<Random, long> gap, ushort port = 443,
        TimeSpan learn = default)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pipeline = new Pipeline(
            new PipelineOptions { Learn = learn }, new RuleBeaconModel(), new NoGeoIp(), new NoVendors(),
            PublicSuffixList.Parse("com"), ProfileLibrary.Empty);
        var changes = new List<AlertChange>();
        var random = new Random(1);
        var calls = new PriorityQueue<(uint Device, uint Destination, int Left), long>();
        for (var device = 0u; device < devices; device++)
            for (var destination = 0u; destination < Channels; destination++)
                calls.Enqueue((device, destination, contacts), gap(random));
        while (calls.TryDequeue(out var call, out var atMs))
        {
            pipeline.Observe(
                Flow(
                    call.Device, call.Destination, port, DateTime.UnixEpoch.AddYears(56).AddMilliseconds(atMs),
                    port == 123 ? 76 : random.Next(100, 100_000)),
                changes);
            if (call.Left > 1)
                calls.Enqueue(call with { Left = call.Left - 1 }, atMs + gap(random));
        }
        calls = null;
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        var channels = pipeline.Home.Analyses.Sum(monitor => monitor.State.Channels.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {channels:n0} channels of {devices} devices, {contacts:n0} contacts each: {heap / channels:n0} "
                + $"bytes of heap a channel, peak RSS so far {peak / 1048576.0:n0} MiB, {changes.Count} alerts"));
    }

    private static FlowObservation Flow(uint device, uint destination, ushort port, DateTime at, long bytes) => new()
    {
        At = at,
        Mac = new MacAddress(0x0022_3300_0000UL + device),
        Source = new Endpoint(IpAddress.FromV4(0xC0A8_0100 + device), 40_000),
        Destination = new Endpoint(IpAddress.FromV4(0xCB00_7100 + (destination << 8)), port),
        Protocol = port == 123 ? TransportProtocol.Udp : TransportProtocol.Tcp,
        BytesOut = bytes,
        PacketsOut = port == 123 ? 1 : 3,
        PacketsIn = 3,
        State = FlowState.Ended,
    };
}
