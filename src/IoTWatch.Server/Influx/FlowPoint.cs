using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Influx;

/// <summary>
/// A flow as it is stored: with the device that made it and how foreign its destination is, where known.
/// </summary>
public sealed record FlowPoint(FlowObservation Flow, string Device, Tier? Tier);
