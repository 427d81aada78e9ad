namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Whose will a device follows.</summary>
internal enum DeviceKind : byte
{
    /// <summary>Its maker's: does one thing.</summary>
    Thing,

    /// <summary>Its user's: a phone, laptop, tablet, television or console.</summary>
    Personal,
}
