using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

/// <summary>Builds channels, destinations and rules of the user's for tests.</summary>
internal static class SomeRules
{
    // One a thread: samples of a property run side by side, and a resolver keeps a cache.
    private static readonly ThreadLocal<DestinationResolver> Own = new(
        () => new(new LocalNetworks(null), PublicSuffixList.Parse("com\nexample"), new OneNetwork()));

    public static DestinationResolver Resolver => Own.Value!;

    public static (ChannelKey Key, Destination Destination) Channel(
        string nameOrAddress, ushort port = 443, TransportProtocol protocol = TransportProtocol.Tcp)
    {
        var destination = IpAddress.TryParse(nameOrAddress, out var address)
            ? Resolver.Resolve(address, null)
            : Resolver.Resolve(IpAddress.Parse("203.0.113.9"), nameOrAddress);
        return (new ChannelKey(destination.Key, protocol, port), destination);
    }

    public static UserRule Allow(
        string destination, ushort? port = null, UserRuleScope? scope = null, DateTime? until = null) =>
        new(scope ?? UserRuleScope.All, destination, port is null ? null : TransportProtocol.Tcp, port, 0, Some.Start,
            until, null);

    public static LearnedProfile Learned(params (ChannelKey Key, Destination Destination)[] channels)
    {
        var learned = new LearnedProfile();
        foreach (var (key, destination) in channels)
            learned.Learn(key, destination, Some.Start);
        return learned;
    }

    public static ProfileLibrary Library(string aces, string extension = "")
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            [("thing.json", SomeMud.Document(aces, extension: extension))], PublicSuffixList.Parse("com\nexample"),
            problems);
        Assert.Empty(problems);
        return library;
    }

    /// <summary>Every address outside of the home belongs to one network.</summary>
    internal sealed class OneNetwork : IGeoIp
    {
        public GeoRecord Lookup(IpAddress address) => new("NL", CountryConfidence.High, "test", 64_500, "Example B.V.");
    }
}
