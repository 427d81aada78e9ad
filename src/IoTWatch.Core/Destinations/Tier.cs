namespace IoTWatch.Core.Destinations;

/// <summary>How unrelated a destination is to a device, by relationship first and country second.</summary>
public enum Tier : byte
{
    /// <summary>On the home's own networks.</summary>
    F0,

    /// <summary>Declared by a profile or by the user.</summary>
    F1,

    /// <summary>
    /// Known by name: the device's maker, or a shared service such as time, DNS or certificate status.
    /// </summary>
    F2,

    /// <summary>Unrelated.</summary>
    F3,
}
