using System.Security.Cryptography;
using System.Text;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Home;

/// <summary>
/// An item of the review list: an unrelated destination that a device called regularly while it was learned.
/// </summary>
/// <param name="Device">The device's id.</param>
/// <param name="Address">The address used last.</param>
/// <param name="Name">Name of the device, given or its own.</param>
/// <param name="Alert">Id of the alert in review about it; null without one.</param>
public sealed record ReviewItem(
    string Device, ChannelKey Channel, string? HostName, string Address, DateTime FirstAt, DateTime LastAt,
    int Contacts, double PeriodSeconds, double Probability, string Name, GeoRecord Geo, string? Alert)
{
    /// <summary>The explanation in one sentence.</summary>
    public string Explanation
    {
        get
        {
            var country = Geo.Confidence == CountryConfidence.High ? Geo.Country : null;
            string?[] facts = [HostName is null ? null : Address, Geo.Organisation, country];
            var to = $"{HostName ?? Address}{(Channel.Port == 0 ? "" : $":{Channel.Port}")}";
            var about = string.Join(", ", facts.OfType<string>());
            var seconds = (LastAt - FirstAt).TotalSeconds;
            var whom = $"{to}{(about.Length > 0 ? $" ({about})" : "")}";
            var pace = DisplayText.Pace(Contacts, 0, seconds / PeriodSeconds);
            return $"While it was being learned, {Name} called {whom} every {DisplayText.Period(PeriodSeconds)}, "
                + $"{DisplayText.Count(Contacts)} times in {DisplayText.Span(seconds)}{pace}; "
                + "that is neither its maker's nor a shared service.";
        }
    }

    /// <summary>Id of the item: the same for the same device and channel.</summary>
    public string Id => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Device}|{Channel.Destination}|{Channel.Protocol}|{Channel.Port}"))
            .AsSpan(0, 8));

    internal static ReviewItem Of(Device device, ChannelState channel, Destination destination, string? alert)
    {
        var address = device.Address.IsKnown ? device.Address.ToString() : device.Id.Value;
        return new ReviewItem(
            device.Id.Value, channel.Key, channel.HostName, channel.Address.ToString(), channel.FirstAt, channel.LastAt,
            channel.Contacts.Count, channel.Verdict.Estimate.PeriodSeconds, channel.Verdict.Probability,
            device.Name ?? address, destination.Geo, alert);
    }
}
