using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Alerts;

/// <summary>What surrounds a piece of evidence: how severe it is depends on it.</summary>
/// <param name="Profile">The effective profile in force, by name; <c>none</c> where there is none.</param>
/// <param name="IsNewCountry">The maker's own server, in a country where the device never called while it was learned.</param>
public sealed record AlertSetting(string Profile, Tier Tier, IReadOnlyList<string> Unexpected, bool IsNewCountry)
{
    public bool HasProfile => Profile != "none";
}
