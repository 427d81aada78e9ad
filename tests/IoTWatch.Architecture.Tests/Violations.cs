namespace IoTWatch.Architecture.Tests;

/// <summary>Asserts that a rule found no violation and lists all of them otherwise.</summary>
internal static class Violations
{
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, $"{all.Count} violations:\n  {string.Join("\n  ", all)}");
    }
}
