namespace IoTWatch.Core.Beaconing;

/// <summary>The model's input: names, order and version of the features. A model file states the version it was trained on.</summary>
public static class BeaconFeatures
{
    /// <summary>Rises whenever a feature is added, dropped, moved or computed differently.</summary>
    public const int Version = 1;

    public static readonly string[] Names =
    [
        "contacts",
    ];

    public static int Count => Names.Length;
}
