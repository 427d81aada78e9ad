using IoTWatch.Learning.Models;

namespace IoTWatch.Learning.Training;

/// <summary>The result of a training: scorer, model card and model file.</summary>
public sealed record TrainedModel(MlBeaconModel Model, ModelCard Card, byte[] Zip)
{
    /// <summary>
    /// Writes <c>model.zip</c>, <c>README.md</c> and <c>card.json</c> into the folder; the card last, so that a folder
    /// with a card is complete.
    /// </summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteAtomically(Path.Combine(folder, "model.zip"), Zip);
        WriteAtomically(Path.Combine(folder, "README.md"), System.Text.Encoding.UTF8.GetBytes(ModelReadme.Of(Card)));
        WriteAtomically(Path.Combine(folder, "card.json"), [.. Card.ToJson(), (byte)'\n']);
    }

    private static void WriteAtomically(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".part", content);
        File.Move(path + ".part", path, overwrite: true);
    }
}
