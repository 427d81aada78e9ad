namespace IoTWatch.Cli.Tests.Scenarios;

/// <summary>Describes the first line in which two texts differ, with both sides.</summary>
internal static class LineDifference
{
    private const int MaxShown = 4000;

    public static string Describe(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"line {line + 1} is the first that differs\n"
            + $"  expected: {At(before, line)}\n  actual:   {At(after, line)}";
    }

    private static string At(string[] lines, int index) =>
        index >= lines.Length || (index == lines.Length - 1 && lines[index].Length == 0) ? "(no such line)"
        : lines[index].Length <= MaxShown ? lines[index]
        : $"{lines[index][..MaxShown]}… ({lines[index].Length} characters)";
}
