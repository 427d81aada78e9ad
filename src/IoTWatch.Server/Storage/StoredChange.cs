using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Storage;

/// <summary>One stored change of an alert.</summary>
/// <param name="Json">The change as <see cref="AlertJson"/> wrote it.</param>
public sealed record StoredChange(long Sequence, string AlertId, AlertChangeType Type, byte[] Json);
