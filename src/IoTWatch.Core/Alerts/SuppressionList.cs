namespace IoTWatch.Core.Alerts;

/// <summary>The suppressions in force, in the order they were made.</summary>
/// <remarks>At most 10,000: beyond that the oldest goes. A rule with the id of an older one replaces it.</remarks>
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

    /// <summary>Whether the rule that silences an alert has run out.</summary>
    public bool HasLapsed(Alert alert, DateTime at) =>
        _rules.Find(rule => rule.Id == alert.SuppressedBy)?.IsOver(at) ?? false;

    /// <summary>The first rule that covers an alert; null where none does.</summary>
    public Suppression? Find(Alert alert) => _rules.Find(rule => rule.Covers(alert));

    internal void Restore(IEnumerable<Suppression> rules)
    {
        _rules.Clear();
        _rules.AddRange(rules);
    }
}
