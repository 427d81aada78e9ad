using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using IoTWatch.Application.Text;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>
/// Lists every option by its path, checks configured texts and bound values against the option's type and attributes.
/// </summary>
/// <remarks>
/// The configuration binder stops at the first value that it cannot convert and names neither range nor path. So each
/// text is checked here before it is bound, and the problems of all options are collected. Ranges come from
/// <see cref="RangeAttribute"/> and <see cref="StringLengthAttribute"/>, names from
/// <see cref="ConfigurationKeyNameAttribute"/>.
/// </remarks>
internal static class OptionTable
{
    private const string DetectionSection = "detection";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The property of each option, by path with dots.</summary>
    public static readonly FrozenDictionary<string, PropertyInfo> Options =
        List("", typeof(ServiceOptions)).Concat(List($"{DetectionSection}.", typeof(DetectionConfiguration)))
            .ToFrozenDictionary(option => option.Path, option => option.Property, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Binds the options whose text can be converted; the others keep their default and are a problem each.
    /// </summary>
    public static ServiceOptions Bind(IConfiguration configuration, ICollection<string> problems)
    {
        var good = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            // A list in the file goes before a text with commas at the same path.
            var hasItems = IsOption(key, out var option) && IsList(option)
                && configuration.GetSection(key).GetChildren().Any();
            if (value is not null && !hasItems)
                AddText(key, value, good, problems);
        }
        var bound = new ConfigurationBuilder().AddInMemoryCollection(good).Build();
        var detection = bound.GetSection(DetectionSection).Get<DetectionConfiguration>()
            ?? new DetectionConfiguration();
        foreach (var problem in Problems($"{DetectionSection}.", detection))
            problems.Add(problem);
        return (bound.Get<ServiceOptions>() ?? new ServiceOptions()) with { Detection = detection.ToPipeline() };
    }

    /// <summary>Values outside the range or length of their option, in a section and the sections within it.</summary>
    /// <param name="prefix">The path of the section with a dot at its end; empty for the whole.</param>
    public static IEnumerable<string> Problems(string prefix, object section)
    {
        foreach (var property in section.GetType().GetProperties())
        {
            if (NameOf(property) is not { } name)
                continue;
            var value = property.GetValue(section);
            if (IsSection(property))
                foreach (var problem in Problems($"{prefix}{name}.", value!))
                    yield return problem;
            else if (property.GetCustomAttributes<ValidationAttribute>().Any(rule => !rule.IsValid(value)))
                yield return Describe(prefix + name, property, Write(value));
        }
    }

    private static IEnumerable<(string Path, PropertyInfo Property)> List(string prefix, Type type) =>
        from property in type.GetProperties()
        let name = NameOf(property)
        where name is not null
        from option in IsSection(property)
            ? List($"{prefix}{name}.", property.PropertyType)
            : [(prefix + name, property)]
        select option;

    private static bool IsOption(string key, [NotNullWhen(true)] out PropertyInfo? property) =>
        Options.TryGetValue(PathOf(key), out property);

    private static string PathOf(string key) => key.Replace(':', '.');

    private static string? NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name;

    private static void AddText(string key, string text, Dictionary<string, string?> good, ICollection<string> problems)
    {
        var path = PathOf(key);
        if (IsOption(key, out var property))
        {
            if (IsList(property))
                AddItems(key, text, good);
            else if (text.Length > 0 && Convertible(property, text) is { } converted)
                good[key] = converted;
            else if (text.Length > 0)
                problems.Add(Describe(path, property, text));
        }
        else if (Options.TryGetValue(path[..Math.Max(0, path.LastIndexOf('.'))], out var list) && IsList(list))
            good[key] = text.Length > 0 ? text : null;
        else if (text.Length > 0 || !IsSectionPath(path))
            // Without this a misspelt option would silently keep its default.
            problems.Add($"{path.ToLowerInvariant()}: no such option");
    }

    private static bool IsSectionPath(string path) =>
        Options.Keys.Any(known => known.StartsWith($"{path}.", StringComparison.OrdinalIgnoreCase));

    private static void AddItems(string key, string text, Dictionary<string, string?> good)
    {
        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < items.Length; i++)
            good.TryAdd(string.Create(Invariant, $"{key}:{i}"), items[i]);
    }

    /// <summary>Returns the text as the binder reads it; null when it is not of the property's type.</summary>
    private static string? Convertible(PropertyInfo property, string text)
    {
        var type = TypeOf(property);
        if (type == typeof(TimeSpan))
            return DurationText.TryParse(text, out var duration) ? duration.ToString("c", Invariant) : null;
        var fits = type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out _)
            : type == typeof(double) ? double.TryParse(text, NumberStyles.Float, Invariant, out _)
            : type == typeof(bool) ? bool.TryParse(text, out _)
            : type != typeof(Uri) || IsWebAddress(text);
        return fits ? text : null;
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static string Describe(string path, PropertyInfo property, string text)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        var what = TypeOf(property) switch
        {
            var type when type == typeof(int) => $"is not a whole number {range?.Minimum}..{range?.Maximum}",
            var type when type == typeof(double) => $"is not a number {range?.Minimum}..{range?.Maximum}",
            var type when type == typeof(bool) => "is neither true nor false",
            var type when type == typeof(TimeSpan) =>
                $"is not a duration {Limit(range?.Minimum)}..{Limit(range?.Maximum)}, such as 90s, 5m, 12h or 7d",
            var type when type == typeof(Uri) => "is not an address such as http://127.0.0.1:8080",
            _ => "",
        };
        // A text may be a secret, so its problem does not repeat it.
        if (property.GetCustomAttribute<StringLengthAttribute>() is { } length)
            return text.Length > length.MaximumLength
                ? $"{path}: longer than {length.MaximumLength} characters"
                : $"{path}: shorter than {length.MinimumLength} characters";
        return $"{path}: '{text}' {what}";
    }

    private static string Limit(object? limit) =>
        DurationText.Write(limit as TimeSpan? ?? TimeSpan.Parse((string)limit!, Invariant));

    private static string Write(object? value) =>
        value is TimeSpan duration ? DurationText.Write(duration) : Convert.ToString(value, Invariant) ?? "";

    private static Type TypeOf(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static bool IsSection(PropertyInfo property) =>
        property.PropertyType.Namespace == typeof(OptionTable).Namespace;

    private static bool IsList(PropertyInfo property) => property.PropertyType == typeof(IReadOnlyList<string>);
}
