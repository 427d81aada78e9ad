namespace IoTWatch.Core.Profiles;

/// <summary>
/// A possible firmware update: new destinations of one device that appeared together after a long time without any. A
/// user accepts or rejects them as one.
/// </summary>
/// <param name="Device">The device's id.</param>
/// <param name="StableSeconds">Seconds without a new channel before.</param>
/// <param name="IsAfterUpdate">Whether the device had just downloaded more than ever before, from known
/// destinations.</param>
public sealed record DriftProposal(
    string Device, DateTime FirstAt, DateTime LastAt, double StableSeconds, bool IsAfterUpdate,
    IReadOnlyList<DriftDestination> Destinations)
{
    /// <summary>The explanation in one sentence.</summary>
    public string Explanation
    {
        get
        {
            var names = Destinations.Select(destination => destination.Key.Destination).Distinct().ToList();
            var shown = names.Count <= 4
                ? string.Join(", ", names)
                : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
            var when = IsAfterUpdate
                ? "It downloaded far more than before from a known destination, and then"
                : $"After {StableSeconds / 86_400:0.#} days without a new destination";
            var related = Destinations.FirstOrDefault(destination => destination.Relation is not null) is { } known
                ? $"; {known.Key.Destination} is {known.Relation}"
                : "";
            return $"Firmware update? {when} it called {names.Count} new "
                + $"destination{(names.Count == 1 ? "" : "s")} within "
                + $"{Math.Max(1, Math.Round((LastAt - FirstAt).TotalMinutes)):0} min: {shown}{related}.";
        }
    }
}
