using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// Addresses of the simulated home: network, router, access points and documentation addresses for destinations.
/// </summary>
/// <remarks>Destinations are in documentation ranges (RFC 5737: 192.0.2.0/24, 198.51.100.0/24), two addresses per name,
/// so that a published capture contains no real server.</remarks>
internal static class HomeNetwork
{
    public const string Cidr = "192.168.1.0/24";
    public const string Ssid = "Home";

    public static readonly IpAddress Router = IpAddress.Parse("192.168.1.1");
    public static readonly MacAddress RouterMac = new(0x04_18_D6_00_00_01);
    public static readonly MacAddress AccessPoint = new(0x04_18_D6_00_00_02);
    public static readonly MacAddress SecondAccessPoint = new(0x04_18_D6_00_00_03);

    public static IpAddress Host(int number) => IpAddress.FromV4(0xC0A8_0100u + (uint)number);

    /// <summary>Returns the addresses of a name, the same for all devices of a scenario.</summary>
    /// <param name="index">Index of the name in the scenario.</param>
    public static IReadOnlyList<IpAddress> DocumentationAddresses(int index) =>
        [Documentation(2 * index), Documentation(2 * index + 1)];

    private static IpAddress Documentation(int number)
    {
        var host = (uint)(number % 254 + 1);
        return IpAddress.FromV4((number / 254 % 2 == 0 ? 0xC633_6400u : 0xC000_0200u) + host);
    }
}

/// <summary>
/// External addresses for scenarios with many names, from the benchmark range 198.18.0.0/15 (RFC 2544).
/// </summary>
/// <remarks>Addresses are a hash of the name, so that unrelated names share subnets as in clouds. The upper half is for
/// addresses without a name.</remarks>
internal static class ExternalAddresses
{
    private const uint Named = 0xC612_0000;
    private const uint Nameless = 0xC613_0000;

    /// <summary>Returns the addresses of a name in one of its epochs.</summary>
    public static IReadOnlyList<IpAddress> OfName(string name, long epoch, int count)
    {
        var rng = new SeededRandom((ulong)epoch).Fork(name);
        return [.. Enumerable.Range(0, count).Select(_ => IpAddress.FromV4(Named + (uint)rng.WholeNumber(1, 0xFFFE)))];
    }

    /// <summary>Returns a random address without a name.</summary>
    public static IpAddress Unnamed(SeededRandom rng) => IpAddress.FromV4(Nameless + (uint)rng.WholeNumber(1, 0xFFFE));
}

/// <summary>Ephemeral source ports in Linux's default range.</summary>
internal static class EphemeralPorts
{
    public const int First = 32_768;
    public const int Count = 28_232;

    public static ushort Of(int number) => (ushort)(First + number % Count);
}
