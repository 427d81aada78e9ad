using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Writes observations, in time order, as a capture.</summary>
internal interface ICaptureWriter : IDisposable
{
    /// <returns>False when the format cannot represent the observation.</returns>
    bool Write(Observation observation);

    /// <summary>Writes the buffered records.</summary>
    void Finish();
}
