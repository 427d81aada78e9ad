using IoTWatch.Cli.Setup;
using IoTWatch.Core;

namespace IoTWatch.Cli.Evaluate;

/// <summary>A fresh pipeline for each capture, as <c>replay</c> would build it; what the label file does not say is taken from the command line.</summary>
internal sealed class Pipelines(DetectionSetup setup, Action<string> warn)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>The model of the last one.</summary>
    public string Model { get; private set; } = "";

    public Pipeline Open(IReadOnlyList<string>? local, TimeSpan? learn)
    {
        var pipeline = (setup with { LocalNetworks = local ?? setup.LocalNetworks, Learn = learn ?? setup.Learn }).Open(warning =>
        {
            if (_said.Add(warning))
                warn(warning);
        });
        Model = pipeline.Model.Id;
        return pipeline;
    }
}
