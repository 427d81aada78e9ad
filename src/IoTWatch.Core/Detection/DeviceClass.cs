namespace IoTWatch.Core.Detection;

/// <summary>What sort of thing a device is, as far as its own words tell.</summary>
public enum DeviceClass : byte
{
    /// <summary>Nothing tells: only what no device at home has any business doing counts against it.</summary>
    Unknown,

    /// <summary>A computer, telephone, console, router or store: does as its user pleases.</summary>
    Computer,

    /// <summary>Does one thing: a bulb, plug, kettle, sensor, lock, hub …</summary>
    Appliance,

    /// <summary>An appliance that may send mail or files of its own: a camera, doorbell or printer.</summary>
    Reporter,
}
