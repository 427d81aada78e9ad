using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Profiles;

/// <summary>All rules of the home's people.</summary>
public sealed class UserRules
{
    private readonly List<UserRule> _all = [];

    /// <summary>In order of their making.</summary>
    public IReadOnlyList<UserRule> All => _all;

    /// <summary>Rises with every change.</summary>
    public int Version { get; private set; }

    /// <returns>False where the very same one is there already.</returns>
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

    /// <summary>Those that hold for a device, expired ones among them.</summary>
    public IReadOnlyList<UserRule> For(DeviceId device, DeviceTraits traits, string? declaredProfile) =>
        [.. _all.Where(rule => rule.Scope.Includes(device, traits, declaredProfile))];

    internal void Restore(IEnumerable<UserRule>? userRules)
    {
        _all.Clear();
        _all.AddRange(userRules ?? []);
        Version++;
    }
}
