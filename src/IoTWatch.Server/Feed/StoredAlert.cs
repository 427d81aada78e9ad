using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Feed;

/// <summary>An alert as the store holds it now.</summary>
/// <param name="Sequence">Rises with every change of any alert and survives restarts: the event id of the live feed.</param>
/// <param name="State">What a person decided about it.</param>
public sealed record StoredAlert(long Sequence, Alert Alert, AlertState State)
{
    /// <summary>The detector closed it: the behaviour stopped.</summary>
    public bool Ended { get; init; }
}
