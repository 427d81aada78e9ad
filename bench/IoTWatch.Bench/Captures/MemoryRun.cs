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

/// <summary>What the state of many active channels takes: resident memory of the process, and heap per channel.</summary>
/// <remarks>100 devices with 1,000 destinations each, six irregular contacts on every channel: all have their sketch, none an alert.</remarks>
public static class MemoryRun
{
    private const int Devices = 100;
    private const int Destinations = 1_000;
    private const int Contacts = 6;

    public static void Write(TextWriter output)
    {
        var pipeline = new Pipeline(
            new PipelineOptions(), new RuleBeaconModel(), new NoGeoIp(), new NoVendors(), PublicSuffixList.Parse("com"), ProfileLibrary.Empty);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var changes = new List<AlertChange>();
        var random = new Random(1);
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var contact = 0; contact < Contacts; contact++)
            for (var destination = 0u; destination < Destinations; destination++)
                for (var device = 0u; device < Devices; device++)
                {
                    at = at.AddMilliseconds(random.Next(1, 200));
                    pipeline.Observe(Flow(device, destination, at), changes);
                }
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var process = Process.GetCurrentProcess();
        var channels = pipeline.Home.Monitors.Sum(monitor => monitor.State.Channels.All.Count(channel => channel.Contacts.IsActive));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{channels:n0} active channels of {Devices} devices: {heap / channels:n0} bytes of heap each, peak RSS {process.PeakWorkingSet64 / 1048576.0:n0} MiB, {changes.Count} alerts"));
    }

    private static FlowObservation Flow(uint device, uint destination, DateTime at) => new()
    {
        At = at,
        Mac = new MacAddress(0x0022_3300_0000UL + device),
        Source = new Endpoint(IpAddress.FromV4(0xC0A8_0100 + device), 40_000),
        Destination = new Endpoint(IpAddress.FromV4(0xCB00_7100 + (destination << 8)), 443),
        Protocol = TransportProtocol.Tcp,
        BytesOut = 300,
        PacketsOut = 3,
        PacketsIn = 3,
        State = FlowState.Ended,
    };
}
