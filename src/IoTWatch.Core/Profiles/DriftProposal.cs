namespace IoTWatch.Core.Profiles;

/// <summary>
/// "Firmware update?": the new destinations of one device that came together after a long time without any, for a
/// person to accept or refuse as one.
/// </summary>
/// <param name="Device">The device's id.</param>
/// <param name="StableSeconds">How long it had opened no new channel before.</param>
/// <param name="IsAfterUpdate">It had just loaded far more than ever before, from parties it knows.</param>
public sealed record DriftProposal(
    string Device, DateTime FirstAt, DateTime LastAt, double StableSeconds, bool IsAfterUpdate,
    IReadOnlyList<DriftDestination> Destinations)
{
    /// <summary>The sentence a person reads.</summary>
    public string Explanation
    {
        get
        {
            var names = Destinations.Select(destination => destination.Key.Destination).Distinct().ToList();
            var shown = names.Count <= 4
                ? string.Join(", ", names)
                : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
            var when = IsAfterUpdate
                ? "It loaded far more than ever before from a party it knows, and then"
                : $"After {StableSeconds / 86_400:0.#} days without a new destination";
            var related = Destinations.FirstOrDefault(destination => destination.Relation is not null) is { } known
                ? $"; {known.Key.Destination} is {known.Relation}"
                : "";
            return $"Firmware update? {when} it called {names.Count} new within "
                + $"{Math.Max(1, Math.Round((LastAt - FirstAt).TotalMinutes)):0} min: {shown}{related}.";
        }
    }
}
