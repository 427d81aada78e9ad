using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Feed;

/// <summary>Where detection's results go: the live feed, MQTT, InfluxDB.</summary>
/// <remarks>
/// Called on the detector's thread after the change is durable, so it must not wait: hand over and return. An
/// exception is caught and counted (<see cref="SinkSet"/>) and never reaches another sink. After a crash observations
/// since the last checkpoint come again, in the same order; changes never do.
/// </remarks>
public interface IDetectionSink
{
    void Observed(Observation observation);

    void Changed(StoredAlert stored, AlertChange change);
}
