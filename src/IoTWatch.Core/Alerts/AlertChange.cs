namespace IoTWatch.Core.Alerts;

/// <summary>One step in an alert's life, as sent on <c>iotwatch/alerts</c>.</summary>
/// <param name="Type">new, update or end.</param>
public sealed record AlertChange(AlertChangeType Type, Alert? Before, Alert After);
