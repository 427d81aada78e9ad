using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Turns observations, in time order, into a capture of some format.</summary>
internal interface ICaptureWriter : IDisposable
{
    /// <returns>False where the format cannot show the observation.</returns>
    bool Write(Observation observation);

    /// <summary>Writes what was held back for order.</summary>
    void Finish();
}
