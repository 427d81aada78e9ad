namespace IoTWatch.Core.Alerts;

/// <summary>Whose alerts a suppression covers.</summary>
public enum SuppressionScope : byte
{
    /// <summary>One device, by its id.</summary>
    Device,

    /// <summary>All devices of a model, by the name of their declared profile, or of one vendor where none is declared.</summary>
    Model,

    /// <summary>Every device.</summary>
    All,
}
