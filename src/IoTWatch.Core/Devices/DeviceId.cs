namespace IoTWatch.Core.Devices;

/// <summary>
/// The stable name of a device: twelve hex digits of its MAC, or its address where no source names a MAC.
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
