using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>The declared profiles, compiled, and the devices that they apply to.</summary>
/// <remarks>
/// The most specific match is used (see <see cref="ProfileMatch"/>); of equal ones, the first document.
/// </remarks>
public sealed class ProfileLibrary
{
    public static readonly ProfileLibrary Empty = new();

    private readonly List<(ProfileMatch Match, DeviceProfile Profile)> _entries = [];

    /// <summary>All profiles, in the order of their documents.</summary>
    public IEnumerable<DeviceProfile> Profiles => _entries.Select(entry => entry.Profile);

    /// <summary>The matches of the profiles, in the same order.</summary>
    public IEnumerable<ProfileMatch> Matches => _entries.Select(entry => entry.Match);

    /// <summary>
    /// Reads MUD documents (name, JSON text). Every problem is added to <paramref name="problems"/> as "name: path:
    /// what is wrong; how to mend it"; a document with problems is left out.
    /// </summary>
    public static ProfileLibrary Load(
        IEnumerable<(string Name, string Json)> documents, PublicSuffixList publicSuffixes,
        ICollection<string> problems)
    {
        var library = new ProfileLibrary();
        foreach (var (name, json) in documents)
        {
            var found = new List<string>();
            if (MudReader.Read(json, found) is { } document)
                library.Add(name, document, publicSuffixes, found);
            foreach (var problem in found)
                problems.Add($"{name}: {problem}");
        }
        return library;
    }

    /// <summary>Returns the profile for a device, or null.</summary>
    public DeviceProfile? Find(DeviceTraits traits)
    {
        DeviceProfile? best = null;
        var bestRank = 0;
        foreach (var (match, profile) in _entries)
            if (match.Rank(traits) is var rank && rank > bestRank)
                (best, bestRank) = (profile, rank);
        return best;
    }

    private void Add(string file, MudDocument document, PublicSuffixList publicSuffixes, List<string> problems)
    {
        var match = document.Extension?.Match ?? ProfileMatch.Nothing;
        if (document.MudUrl is { } url)
            match = match with { MudUrls = [.. match.MudUrls, url] };
        foreach (var taken in match.MudUrls)
            if (_entries.Find(entry => entry.Match.MudUrls.Contains(taken)).Profile is { } other)
                problems.Add(
                    $"$.ietf-mud:mud.mud-url: '{taken}' is already that of the profile '{other.Name}'; a URL names "
                    + "one profile");
        var name = document.Extension?.Name ?? document.SystemInfo ?? file;
        var profile = ProfileCompiler.Compile(name, file, document, publicSuffixes, problems);
        if (problems.Count == 0)
            _entries.Add((match, profile));
    }
}
