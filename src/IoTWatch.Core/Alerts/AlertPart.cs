using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Alerts;

/// <summary>One of the findings of an incident.</summary>
/// <param name="Says">The sentence of its last finding.</param>
public sealed record AlertPart(AlertKind Kind, string Name, string Address, int Port, string Proto, string Says)
{
    public const int Max = 16;

    public static AlertPart Of(AlertKind kind, DestinationSummary destination, string says) =>
        new(kind, destination.Name, destination.Address, destination.Port, destination.Proto, says);

    /// <summary>Returns the list with a part added or replaced; beyond <see cref="Max"/> none is added.</summary>
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

    /// <summary>
    /// Returns the key of its channel; no channel has the returned key where the part is about several.
    /// </summary>
    public ChannelKey Channel() =>
        Enum.TryParse<TransportProtocol>(Proto, ignoreCase: true, out var protocol)
            ? new ChannelKey(Name, protocol, (ushort)Port)
            : default;

    /// <summary>Whether two parts have the same kind, destination and service.</summary>
    public bool IsOf(AlertPart other) =>
        Kind == other.Kind && Name == other.Name && Port == other.Port && Proto == other.Proto;
}
