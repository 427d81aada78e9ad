using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Feed;

/// <summary>An alert as the store holds it now.</summary>
/// <param name="Sequence">
/// Rises with every change of any alert and survives restarts: the event id of the live feed.
/// </param>
public sealed record StoredAlert(long Sequence, Alert Alert)
{
    /// <summary>What a person decided about it.</summary>
    public AlertState State => Alert.State;

    /// <summary>The detector closed it: the behaviour stopped.</summary>
    public bool Ended => Alert.EndedAt is not null;
}
