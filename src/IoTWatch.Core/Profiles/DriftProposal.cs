namespace IoTWatch.Core.Profiles;

/// <summary>"Firmware update?": the new destinations of one device that came together after a long time without any, for a person to accept or refuse as one.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="StableSeconds">How long it had opened no new channel before.</param>
public sealed record DriftProposal(string Device, DateTime FirstAt, DateTime LastAt, double StableSeconds, IReadOnlyList<DriftDestination> Destinations)
{
    /// <summary>The sentence a person reads.</summary>
    public string Explanation
    {
        get
        {
            var names = Destinations.Select(destination => destination.Key.Destination).Distinct().ToList();
            var shown = names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
            var known = Destinations.First(destination => destination.Relation is not null);
            return $"Firmware update? After {StableSeconds / 86_400:0.#} days without a new destination it called {names.Count} within "
                + $"{Math.Max(1, Math.Round((LastAt - FirstAt).TotalMinutes)):0} min: {shown}; {known.Key.Destination} is {known.Relation}.";
        }
    }
}
