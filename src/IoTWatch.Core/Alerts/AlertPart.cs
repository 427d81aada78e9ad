using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Alerts;

/// <summary>One of the things found about a party.</summary>
/// <param name="Says">The sentence of its last finding.</param>
public sealed record AlertPart(AlertKind Kind, string Name, string Address, int Port, string Proto, string Says)
{
    public const int Max = 16;

    public static AlertPart Of(AlertKind kind, DestinationSummary destination, string says) =>
        new(kind, destination.Name, destination.Address, destination.Port, destination.Proto, says);

    /// <summary>
    /// The list with a part added, or renewed in its place; beyond <see cref="Max"/> nothing is added.
    /// </summary>
    public static IReadOnlyList<AlertPart> Merge(IReadOnlyList<AlertPart> parts, AlertPart part)
    {
        var list = parts.ToList();
        var at = list.FindIndex(part.IsOf);
        if (at >= 0)
            list[at] = part;
        else if (list.Count < Max)
            list.Add(part);
        return list;
    }

    /// <summary>The channel it speaks of; none has this key where it speaks of many.</summary>
    public ChannelKey Channel() =>
        Enum.TryParse<TransportProtocol>(Proto, ignoreCase: true, out var protocol)
            ? new ChannelKey(Name, protocol, (ushort)Port)
            : default;

    /// <summary>The same thing, whenever found.</summary>
    public bool IsOf(AlertPart other) =>
        Kind == other.Kind && Name == other.Name && Port == other.Port && Proto == other.Proto;
}
