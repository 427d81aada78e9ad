using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Influx;

/// <summary>An alert in one of its states: each change of state is a point of its own.</summary>
public sealed record AlertPoint(Alert Alert, string State);
