namespace IoTWatch.Core.Profiles;

/// <summary>Compares two profiles rule by rule.</summary>
/// <remarks>
/// Two rules are the same if they permit the same destination, protocol and ports. Such a rule has changed if its
/// period (by more than a tenth) or its expiry has. Names, dates of origin and counters are not compared.
/// </remarks>
public static class ProfileDiff
{
    private const double SamePeriod = 0.1;

    /// <summary>By destination, protocol and port.</summary>
    public static IReadOnlyList<RuleChange> Of(DeviceProfile first, DeviceProfile second)
    {
        var before = ByWhatTheyPermit(first);
        var after = ByWhatTheyPermit(second);
        var changes = new List<RuleChange>();
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (old is null)
                changes.Add(new RuleChange('+', Sentence(now!), null));
            else if (now is null)
                changes.Add(new RuleChange('-', Sentence(old), null));
            else if (!IsSamePeriod(old.PeriodSeconds, now.PeriodSeconds) || old.ExpiresAt != now.ExpiresAt)
                changes.Add(new RuleChange('~', Sentence(now), Sentence(old)));
        }
        return changes;
    }

    private static Dictionary<string, ProfileRule> ByWhatTheyPermit(DeviceProfile profile)
    {
        var rules = new Dictionary<string, ProfileRule>(StringComparer.Ordinal);
        foreach (var rule in profile.Rules)
        {
            var key = RuleSentence.Of(rule with { PeriodSeconds = null });
            // Hosts of one domain are one rule for a flow; one with a period has precedence.
            if (!rules.TryGetValue(key, out var known) || known.PeriodSeconds is null)
                rules[key] = rule;
        }
        return rules;
    }

    private static string Sentence(ProfileRule rule) =>
        rule.ExpiresAt is { } end ? $"{RuleSentence.Of(rule)} until {MudTime.Text(end)}" : RuleSentence.Of(rule);

    private static bool IsSamePeriod(double? first, double? second) =>
        first is { } one && second is { } other
            ? Math.Abs(one - other) <= SamePeriod * Math.Max(one, other)
            : first is null && second is null;
}

/// <summary>The difference of one rule between two profiles.</summary>
/// <param name="Kind"><c>+</c> only in the second, <c>-</c> only in the first, <c>~</c> different in both.</param>
/// <param name="Sentence">The rule as a sentence; of the second profile if it is in both.</param>
/// <param name="Before">Its values in the first profile, if it is in both.</param>
public sealed record RuleChange(char Kind, string Sentence, string? Before);
