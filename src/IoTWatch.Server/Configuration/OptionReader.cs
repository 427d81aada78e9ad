using System.Globalization;
using IoTWatch.Application.Text;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>Reads values by path, remembers which paths exist, and gathers every problem instead of stopping at the first.</summary>
internal sealed class OptionReader(IConfiguration configuration, ICollection<string> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string? OptionalText(string path)
    {
        _known.Add(path);
        return configuration[Key(path)] is { Length: > 0 } text ? text : null;
    }

    public string Text(string path, string fallback, int longest = 256)
    {
        var text = OptionalText(path) ?? fallback;
        if (text.Length > longest)
            problems.Add($"{path}: longer than {longest} characters");
        return text;
    }

    public int? OptionalInteger(string path, int least, int most)
    {
        if (OptionalText(path) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: '{text}' is not a whole number {least}..{most}"));
        return null;
    }

    public int Integer(string path, int fallback, int least, int most) => OptionalInteger(path, least, most) ?? fallback;

    public double Number(string path, double fallback, double least, double most)
    {
        if (OptionalText(path) is not { } text)
            return fallback;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: '{text}' is not a number {least}..{most}"));
        return fallback;
    }

    public bool? OptionalFlag(string path)
    {
        if (OptionalText(path) is not { } text)
            return null;
        if (bool.TryParse(text, out var value))
            return value;
        problems.Add($"{path}: '{text}' is neither true nor false");
        return null;
    }

    public TimeSpan Duration(string path, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        if (OptionalText(path) is not { } text)
            return fallback;
        if (DurationText.TryParse(text, out var value) && value >= least && value <= most)
            return value;
        problems.Add($"{path}: '{text}' is not a duration {DurationText.Write(least)}..{DurationText.Write(most)}, such as 90s, 5m, 12h or 7d");
        return fallback;
    }

    public Uri? OptionalAddress(string path)
    {
        if (OptionalText(path) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var value) && value.Scheme is "http" or "https")
            return value;
        problems.Add($"{path}: '{text}' is not an address such as http://127.0.0.1:8080");
        return null;
    }

    public IReadOnlyList<string> List(string path)
    {
        _known.Add(path);
        var items = new List<string>();
        foreach (var child in configuration.GetSection(Key(path)).GetChildren())
        {
            _known.Add(Path(child.Path));
            if (!string.IsNullOrEmpty(child.Value))
                items.Add(child.Value);
        }
        if (items.Count == 0 && configuration[Key(path)] is { Length: > 0 } text)
            items.AddRange(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return items;
    }

    /// <summary>Every key that no option read is a problem: a misspelt option must not be a silent default.</summary>
    public void ReportUnknown()
    {
        foreach (var (key, value) in configuration.AsEnumerable())
            if (value is not null && !_known.Contains(Path(key)) && !_known.Any(known => known.StartsWith(Path(key) + ".", StringComparison.OrdinalIgnoreCase) && value.Length == 0))
                problems.Add($"{Path(key).ToLowerInvariant()}: no such option");
    }

    private static string Key(string path) => path.Replace('.', ':');

    private static string Path(string key) => key.Replace(':', '.');
}
