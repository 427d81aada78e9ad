using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Storage;

/// <summary>One step in an alert's life as it was stored.</summary>
/// <param name="Json">Exactly the bytes of <see cref="AlertJson"/> for the change.</param>
public sealed record StoredChange(long Sequence, string AlertId, AlertChangeType Type, byte[] Json);
