using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Sources;

/// <summary>Checks that no file of the repository contains registries, local paths or private keys.</summary>
public sealed partial class TrackedFileTests
{
    private static readonly Lazy<List<(string File, string Text)>> Texts = new(() =>
    [
        .. from file in Checkout.Files
           let text = Checkout.Read(file)
           where !text.AsSpan(0, Math.Min(text.Length, 8000)).Contains('\0') // binary, by git's own rule
           select (file, text),
    ]);

    private static IEnumerable<string> Matching(Regex pattern) =>
        from tracked in Texts.Value
        let found = pattern.Match(tracked.Text)
        where found.Success
        select $"{tracked.File}: {found.Value}";

    /// <summary>The package source is chosen by the machine that builds.</summary>
    [Fact]
    public void No_file_names_a_package_registry() => Violations.AssertNone(Matching(Registry()));

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Violations.AssertNone(Matching(Home()));

    [Fact]
    public void No_file_holds_a_private_key() => Violations.AssertNone(Matching(Key()));

    [GeneratedRegex(
        @"https?://[\w.-]*(?:nuget\.org|npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org"
        + @"|deb\.debian\.org|archive\.ubuntu\.com|crates\.io)", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();

    [GeneratedRegex(@"(?<![\w.:/-])/(?:home|Users|root|work)/\w+|\b[A-Z]:\\Users\\")]
    private static partial Regex Home();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex Key();
}
