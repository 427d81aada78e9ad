using System.Diagnostics;
using System.Globalization;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Models;

namespace IoTWatch.Bench.Captures;

/// <summary>
/// Measures several passes from captures to scored channels in one process, so that the last exclude start-up
/// and compilation.
/// </summary>
public static class WarmRun
{
    public static void Write(
        IReadOnlyList<string> paths, IReadOnlyList<string>? localNetworks, int passes, TextWriter output)
    {
        var (model, warning) = ModelLoader.Load(null);
        output.WriteLine($"model {model.Id}{(warning is null ? "" : " (the bundled one does not fit)")}");
        for (var pass = 1; pass <= passes; pass++)
        {
            var pipeline = new Pipeline(
                new PipelineOptions { LocalNetworks = localNetworks }, model, Registry.GeoIp([]), Registry.Vendors(),
                Registry.PublicSuffixList(), ProfileLibrary.Empty);
            var report = new ReadReport();
            var changes = new List<AlertChange>();
            var before = ProcessorSeconds();
            foreach (var observation in new CaptureSet(paths).Read(report))
                pipeline.Observe(observation, changes);
            var observed = ProcessorSeconds();
            var channels = pipeline.Home.Channels().Count();
            var scored = ProcessorSeconds();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"pass {pass}: {(report.Rows + report.Packets) / (scored - before):n0} rows and packets per CPU second "
                    + $"to {channels:n0} scored channels; read and detect {observed - before:0.00} s, score "
                    + $"{scored - observed:0.00} s"));
        }
    }

    private static double ProcessorSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
