namespace IoTWatch.Core.Observations;

/// <summary>An address and a transport port (0 where the protocol has none).</summary>
public readonly record struct Endpoint(IpAddress Address, ushort Port)
{
    public override string ToString() => Address.IsV4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
