using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>Whether a destination is foreign enough to alert, and the countries a device is used to.</summary>
/// <remarks>
/// Foreign is tier F3, or the maker's own party (F2) in a country with high confidence where the device never called while it was learned.
/// Shared services are left out of the second: a pool of time servers answers from anywhere.
/// </remarks>
public static class Foreign
{
    private const int MostCountries = 64;

    public static void Learn(DeviceState state, Destination destination)
    {
        if (destination.Geo is { Country: { } country, Confidence: CountryConfidence.High }
            && state.Countries.Count < MostCountries && !state.Countries.Contains(country))
            state.Countries.Add(country);
    }

    /// <param name="isLearned">The device was learned, and no longer is.</param>
    public static bool Is(ChannelState channel, Destination destination, DeviceState state, bool isLearned) =>
        channel.Tier == Tier.F3 || (channel.Tier == Tier.F2 && isLearned && IsNewCountry(channel, destination, state));

    public static bool IsNewCountry(ChannelState channel, Destination destination, DeviceState state) =>
        destination.Geo is { Country: { } country, Confidence: CountryConfidence.High } && !state.Countries.Contains(country)
        && !channel.IsTime && !SharedServices.Contains(destination.HostName, destination.Address);
}
