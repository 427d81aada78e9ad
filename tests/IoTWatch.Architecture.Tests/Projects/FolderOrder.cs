using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Projects;

/// <summary>Finds the uses of later folders by earlier ones in the source files of one project.</summary>
/// <remarks>
/// A sub-folder counts as its top folder. A use is a namespace or a qualified name of the project in code, in a
/// <c>using</c> directive or in a Razor directive; comments and plain strings do not count. A global <c>using</c>
/// counts
/// as a use by the first folder, because every folder sees it. Files in the root folder may use all folders; a folder
/// may use a type of a root file only if that file uses no folder.
/// </remarks>
/// <param name="project">The name of the project, which is its root namespace.</param>
/// <param name="sources">The text of each .cs and .razor file by its path inside the project.</param>
/// <param name="order">The folders, earliest first.</param>
internal sealed partial class FolderOrder(
    string project, IReadOnlyDictionary<string, string> sources, IReadOnlyList<string> order)
{
    private const string Root = "";

    private readonly Dictionary<string, HashSet<string>> _types = sources.GroupBy(source => TopFolder(source.Key))
        .ToDictionary(group => group.Key, group =>
            group.SelectMany(source => TypeNames(source.Key, source.Value)).ToHashSet());

    /// <summary>The top folders that hold source files.</summary>
    public IEnumerable<string> Folders => _types.Keys.Where(folder => folder != Root).Order(StringComparer.Ordinal);

    /// <summary>Returns "file:line: folder uses folder (text)" for each use against the order.</summary>
    public IReadOnlyList<string> Violations()
    {
        var uses = sources.SelectMany(source => Uses(source.Key, source.Value)).ToList();
        var dependentRootFiles = uses.Where(use => use.From == Root).Select(use => use.File).ToHashSet();
        var violations = uses.Where(use => IsAgainstOrder(use.From, use.To));
        var rootTypes = sources.Where(source => dependentRootFiles.Contains(source.Key))
            .SelectMany(source => TypeNames(source.Key, source.Value)).ToHashSet();
        return [.. violations.Concat(RootTypeUses(rootTypes)).Select(use => use.ToString())
            .Order(StringComparer.Ordinal)];
    }

    private static string TopFolder(string file) => file.Contains('/') ? file[..file.IndexOf('/')] : Root;

    private static IEnumerable<string> TypeNames(string file, string text) =>
        file.EndsWith(".razor", StringComparison.Ordinal)
        ? [Path.GetFileNameWithoutExtension(file)]
        : DeclaredType().Matches(text).Select(match => match.Groups[1].Value);

    private bool IsAgainstOrder(string from, string to) => from != Root && Position(to) > Position(from);

    private int Position(string folder) => order.ToList().IndexOf(folder) is >= 0 and var index ? index : int.MaxValue;

    private IEnumerable<Use> Uses(string file, string text)
    {
        var shortName = Regex.Escape(project[(project.LastIndexOf('.') + 1)..]);
        var folders = string.Join('|', Folders.Select(Regex.Escape));
        // Full: IoTWatch.Core.Alerts and all below it. Partial: Alerts.Alert or Core.Alerts.Alert, if Alert is a type.
        var pattern = $@"\b{Regex.Escape(project)}\.(?<full>{folders})\b"
            + $@"|(?<![\w.])(?:{shortName}\.)?(?<partial>{folders})(?<rest>(?:\.\w+)+)";
        foreach (var (line, code) in CodeLines(file, text))
        {
            if (code.TrimStart().StartsWith("namespace ", StringComparison.Ordinal))
                continue;
            var isGlobal = GlobalUsing().IsMatch(code) || file == "_Imports.razor";
            foreach (var match in Regex.Matches(code, pattern).Cast<Match>())
            {
                var to = match.Groups["full"].Success ? match.Groups["full"].Value : match.Groups["partial"].Value;
                var isName = match.Groups["full"].Success
                    || match.Groups["rest"].Value.Split('.').Any(_types[to].Contains);
                var from = isGlobal ? order.FirstOrDefault(Root) : TopFolder(file);
                if (isName && from != to)
                    yield return new Use(file, line, from, to, match.Value);
            }
        }
    }

    private IEnumerable<Use> RootTypeUses(HashSet<string> rootTypes)
    {
        if (rootTypes.Count == 0)
            yield break;
        var pattern = $@"(?<![\w.])(?:{string.Join('|', rootTypes)})\b(?!\s*(?:=>|=|\{{))";
        foreach (var (file, text) in sources.Where(source => TopFolder(source.Key) != Root))
            foreach (var (line, code) in CodeLines(file, text))
                foreach (var match in Regex.Matches(code, pattern).Cast<Match>())
                    yield return new Use(file, line, TopFolder(file), "the root folder", match.Value);
    }

    /// <summary>Returns the numbered lines without comments and plain strings.</summary>
    /// <remarks>Interpolated strings are kept, because they contain code.</remarks>
    private static IEnumerable<(int Number, string Code)> CodeLines(string file, string text)
    {
        var pattern = file.EndsWith(".razor", StringComparison.Ordinal) ? RazorComment() : CommentOrString();
        var code = pattern.Replace(text, match =>
            match.Value.StartsWith('$') || match.Value.StartsWith("@$", StringComparison.Ordinal)
                ? match.Value
                : new string('\n', match.Value.Count(c => c == '\n')));
        return code.Split('\n').Select((line, index) => (index + 1, line));
    }

    [GeneratedRegex(@"^\s*global\s+using\b")]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?: struct| class)?)\s+([A-Z]\w*)")]
    private static partial Regex DeclaredType();

    [GeneratedRegex(
        """//[^\n]*|/\*.*?\*/|(?:\$@|@\$|@)"(?:[^"]|"")*"|\$*\"{3}.*?\"{3}|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""",
        RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<=^|\s)//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    private sealed record Use(string File, int Line, string From, string To, string Text)
    {
        public override string ToString() => $"{File}:{Line}: {From} uses {To} ({Text})";
    }
}
