namespace IoTWatch.Core.Alerts;

/// <summary>A person's decision not to be told of something: whose alerts, about whom, of which kind, until when.</summary>
/// <remarks>A pure predicate on an alert, so it works on stored alerts as on new ones, and the same rules always give the same answer.</remarks>
/// <param name="Id">Written to the alerts it covers.</param>
/// <param name="Subject">The device id, or the model's name; null with <see cref="SuppressionScope.All"/>.</param>
/// <param name="Destination">The destination's name as alerts show it; null = any.</param>
/// <param name="Proto">With <paramref name="Port"/>; null = any service.</param>
/// <param name="Kind">Null = any.</param>
/// <param name="ExpiresAt">Alerts whose last form is from this event time on are told again; null = never.</param>
public sealed record Suppression(
    string Id, SuppressionScope Scope, string? Subject, string? Destination = null, string? Proto = null, int? Port = null,
    AlertKind? Kind = null, DateTime? ExpiresAt = null)
{
    public bool Covers(Alert alert) =>
        IsSubject(alert)
        && (Destination is null || string.Equals(Destination, alert.Destination.Name, StringComparison.OrdinalIgnoreCase))
        && (Port is null || (Port == alert.Destination.Port && (Proto is null || Proto == alert.Destination.Proto)))
        && (Kind is null || Kind == alert.Kind)
        && (ExpiresAt is null || alert.At < ExpiresAt)
        && (Port is null && Destination is null || alert.Parts.All(part => IsSameService(part, alert)));

    /// <summary>The alert with <see cref="Alert.SuppressedBy"/> set to the first of the rules that covers it, or cleared where none does.</summary>
    public static Alert Apply(Alert alert, IEnumerable<Suppression> rules)
    {
        var by = rules.FirstOrDefault(rule => rule.Covers(alert))?.Id;
        return by == alert.SuppressedBy ? alert : alert with { SuppressedBy = by };
    }

    private bool IsSubject(Alert alert) => Scope switch
    {
        SuppressionScope.Device => Subject == alert.Device.Id,
        SuppressionScope.Model => Subject is not null && Subject == (alert.Device.Model ?? alert.Device.Vendor),
        _ => true,
    };

    /// <summary>An incident that has grown beyond what was approved is told again.</summary>
    private bool IsSameService(AlertPart part, Alert alert) =>
        (Destination is null || string.Equals(part.Name, alert.Destination.Name, StringComparison.OrdinalIgnoreCase))
        && (Port is null || (part.Port == alert.Destination.Port && part.Proto == alert.Destination.Proto))
        && (Kind is null || part.Kind == Kind);
}
