using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Profiles;

/// <summary>All rules of the home's users.</summary>
public sealed class UserRules
{
    private readonly List<UserRule> _all = [];

    /// <summary>The rules in order of creation.</summary>
    public IReadOnlyList<UserRule> All => _all;

    /// <summary>Increased with every change.</summary>
    public int Version { get; private set; }

    /// <returns>False where an equal rule exists.</returns>
    public bool Add(UserRule rule)
    {
        if (_all.Contains(rule))
            return false;
        _all.Add(rule);
        Version++;
        return true;
    }

    public bool Remove(UserRule rule)
    {
        Version++;
        return _all.Remove(rule);
    }

    /// <summary>Returns the rules that apply to a device, including expired ones.</summary>
    public IReadOnlyList<UserRule> For(DeviceId device, DeviceTraits traits, string? declaredProfile) =>
        [.. _all.Where(rule => rule.Scope.Includes(device, traits, declaredProfile))];

    internal void Restore(IEnumerable<UserRule>? userRules)
    {
        _all.Clear();
        _all.AddRange(userRules ?? []);
        Version++;
    }
}
