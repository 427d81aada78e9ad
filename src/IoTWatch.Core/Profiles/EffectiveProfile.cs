using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>A device's declared and learned profiles taken together.</summary>
/// <remarks>
/// Deviation kinds decided here (product.md): U1 new destination, U2 new port or protocol at a known destination, U5 an address for
/// which no name is known. Destinations on the home's own networks are not judged by name.
/// </remarks>
public sealed class EffectiveProfile(DeviceProfile? declared, LearnedProfile learned)
{
    public string Name => (declared, learned.Rules.Count) switch
    {
        (null, 0) => "none",
        (null, _) => "learned",
        (_, 0) => declared.Name,
        _ => $"{declared.Name} + learned",
    };

    /// <param name="seesNames">The input shows this device's DNS answers or server names at all: only then does a missing one mean anything.</param>
    public Coverage Judge(ChannelKey key, Destination destination, bool seesNames)
    {
        var rule = declared?.Cover(destination.Domain, destination.Address, destination.IsLocal, key.Protocol, key.Port);
        if (rule is not null)
            return new Coverage($"{declared!.Name}: {rule.Name}", true, []);
        var declaredKnows = declared?.Knows(destination.Domain, destination.Address, destination.IsLocal) is not null;
        if (learned.Cover(key, destination) is { } seen)
            return new Coverage($"learned: {seen.Destination}", declaredKnows, []);
        var kinds = new List<string>(2) { declaredKnows || learned.Knows(key.Destination) ? "U2" : "U1" };
        if (seesNames && !destination.IsLocal && destination.HostName is null)
            kinds.Add("U5");
        return new Coverage(null, declaredKnows, kinds);
    }

    /// <summary>What the device may do, one short sentence each, at most <paramref name="most"/> and a count of the rest.</summary>
    public IReadOnlyList<string> Sentences(int most)
    {
        var all = new List<string>();
        if (declared is not null)
            foreach (var rule in declared.Rules)
                all.Add($"{Party(rule)}{Service(rule.Protocol, rule.FirstPort, rule.LastPort)} (declared: {declared.Name})");
        foreach (var rule in learned.Rules)
            all.Add($"{rule.Destination}{Service(rule.Protocol, rule.Port, rule.Port)} (learned)");
        if (all.Count == 0)
            return ["nothing: no profile is declared or learned for this device"];
        var distinct = all.Distinct().ToList();
        return distinct.Count <= most ? distinct : [.. distinct.Take(most), $"and {distinct.Count - most} more"];
    }

    private static string Party(ProfileRule rule) =>
        rule.HostName ?? rule.Network?.ToString() ?? (rule.LocalNetwork ? "the home's own network" : "anybody");

    private static string Service(Observations.TransportProtocol? protocol, ushort first, ushort last)
    {
        var name = protocol?.ToString().ToLowerInvariant();
        var ports = (first, last) switch
        {
            (0, 65535) or (0, 0) => "",
            _ when first == last => $"/{first}",
            _ => $"/{first}-{last}",
        };
        return name is null && ports.Length == 0 ? "" : $" on {name ?? "any"}{ports}";
    }
}
