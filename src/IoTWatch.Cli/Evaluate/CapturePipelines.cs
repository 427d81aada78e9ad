using IoTWatch.Application.Composition;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Output;
using IoTWatch.Core;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Builds a pipeline for each capture; options of its label file override the command line's.</summary>
internal sealed class CapturePipelines(DetectionOptions options, Terminal terminal)
{
    private bool _warned;

    /// <summary>The model of the last pipeline built.</summary>
    public string Model { get; private set; } = "";

    public Pipeline Open(IReadOnlyList<string>? local, TimeSpan? learn)
    {
        var ofCapture = options with
        {
            Pipeline = options.Pipeline with
            {
                LocalNetworks = local ?? options.Pipeline.LocalNetworks,
                Learn = learn ?? options.Pipeline.Learn,
            },
        };
        // The same files give the same warning every time.
        var notes = _warned ? terminal with { Error = TextWriter.Null } : terminal;
        var pipeline = DetectionArguments.Open(ofCapture, notes);
        _warned = true;
        Model = pipeline.Model.Id;
        return pipeline;
    }
}
