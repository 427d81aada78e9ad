namespace IoTWatch.Core.Destinations;

/// <summary>How foreign a destination is to a device: a relationship first, geography second.</summary>
public enum Tier : byte
{
    /// <summary>On the home's own networks.</summary>
    F0,

    /// <summary>Declared by a profile or by the user.</summary>
    F1,

    /// <summary>
    /// A known party by name: the device's maker, or a shared service such as time, DNS or revocation.
    /// </summary>
    F2,

    /// <summary>Unrelated.</summary>
    F3,
}
