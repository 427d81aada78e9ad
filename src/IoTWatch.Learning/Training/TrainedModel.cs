using IoTWatch.Learning.Models;

namespace IoTWatch.Learning.Training;

/// <summary>A model fresh from training: its scorer, its card, and its file.</summary>
public sealed record TrainedModel(MlBeaconModel Model, ModelCard Card, byte[] Zip)
{
    /// <summary>Writes <c>model.zip</c>, <c>card.json</c> and <c>README.md</c>; the card comes last, so that a folder with a card is whole.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        Put(Path.Combine(folder, "model.zip"), Zip);
        Put(Path.Combine(folder, "README.md"), System.Text.Encoding.UTF8.GetBytes(CardText.Of(Card)));
        Put(Path.Combine(folder, "card.json"), [.. Card.ToJson(), (byte)'\n']);
    }

    private static void Put(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".part", content);
        File.Move(path + ".part", path, overwrite: true);
    }
}
