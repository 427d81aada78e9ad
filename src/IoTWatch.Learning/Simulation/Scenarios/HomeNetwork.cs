using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The home that every scenario takes place in: its network, router, Wi-Fi and the address book of the world outside.</summary>
/// <remarks>Outside addresses are documentation ranges (RFC 5737: 192.0.2.0/24, 198.51.100.0/24), two per name, so that a published capture names nobody's server.</remarks>
internal static class HomeNetwork
{
    public const string Cidr = "192.168.1.0/24";
    public const string Ssid = "Home";

    public static readonly IpAddress Router = IpAddress.Parse("192.168.1.1");
    public static readonly MacAddress RouterMac = new(0x04_18_D6_00_00_01);
    public static readonly MacAddress AccessPoint = new(0x04_18_D6_00_00_02);
    public static readonly MacAddress SecondAccessPoint = new(0x04_18_D6_00_00_03);

    public static IpAddress Host(int number) => IpAddress.FromV4(0xC0A8_0100u + (uint)number);

    /// <summary>The addresses behind a name, the same for all devices of a scenario.</summary>
    /// <param name="place">The name's place in the scenario's list of names.</param>
    public static IReadOnlyList<IpAddress> Outside(int place) => [Documentation(2 * place), Documentation(2 * place + 1)];

    private static IpAddress Documentation(int number)
    {
        var host = (uint)(number % 254 + 1);
        return IpAddress.FromV4((number / 254 % 2 == 0 ? 0xC633_6400u : 0xC000_0200u) + host);
    }
}
