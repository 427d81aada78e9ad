namespace IoTWatch.Core.Devices;

/// <summary>
/// The stable id of a device: twelve hex digits of its MAC address, or its IP address where no source has a MAC
/// address.
/// </summary>
public readonly record struct DeviceId(string Value) : IComparable<DeviceId>
{
    public int CompareTo(DeviceId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(DeviceId left, DeviceId right) => left.CompareTo(right) < 0;

    public static bool operator >(DeviceId left, DeviceId right) => left.CompareTo(right) > 0;

    public static bool operator <=(DeviceId left, DeviceId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DeviceId left, DeviceId right) => left.CompareTo(right) >= 0;
}
