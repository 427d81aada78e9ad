namespace IoTWatch.Core.Alerts;

/// <summary>The active suppressions, in order of creation.</summary>
/// <remarks>At most 10,000: beyond that the oldest is removed. A rule replaces an older one with the same id.</remarks>
public sealed class SuppressionList
{
    private const int Max = 10_000;
    private readonly List<Suppression> _rules = [];

    public IReadOnlyList<Suppression> Rules => _rules;

    public void Add(Suppression rule)
    {
        _rules.RemoveAll(old => old.Id == rule.Id);
        if (_rules.Count >= Max)
            _rules.RemoveAt(0);
        _rules.Add(rule);
    }

    public bool Remove(string id) => _rules.RemoveAll(rule => rule.Id == id) > 0;

    /// <summary>Whether the suppression of an alert has expired.</summary>
    public bool HasLapsed(Alert alert, DateTime at) =>
        _rules.Find(rule => rule.Id == alert.SuppressedBy)?.IsOver(at) ?? false;

    /// <summary>Returns the first rule that covers an alert, or null.</summary>
    public Suppression? Find(Alert alert) => _rules.Find(rule => rule.Covers(alert));

    internal void Restore(IEnumerable<Suppression> rules)
    {
        _rules.Clear();
        _rules.AddRange(rules);
    }
}
