using IoTWatch.Learning.Models;
using Microsoft.ML;

namespace IoTWatch.Learning.Training;

/// <summary>What a fit gives: the ML.NET pipeline, its input schema, and the calibration's two numbers.</summary>
internal sealed record FittedTrees(ITransformer Pipeline, DataViewSchema Schema, double Slope, double Offset)
{
    public MlBeaconModel ToModel(string id, float[] typical) => new(id, TreeEnsemble.From(Pipeline), Slope, Offset, typical);

    /// <summary>The pipeline as ML.NET saves it, in an archive whose bytes depend on its content alone.</summary>
    public byte[] ToZip()
    {
        using var saved = new MemoryStream();
        new MLContext(seed: 1).Model.Save(Pipeline, Schema, saved);
        return CanonicalZip.Rewrite(saved.ToArray());
    }
}
