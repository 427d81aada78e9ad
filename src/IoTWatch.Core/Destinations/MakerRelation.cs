namespace IoTWatch.Core.Destinations;

/// <summary>Decides by name whether a destination belongs to the maker of a device.</summary>
/// <remarks>
/// A distinctive word of the vendor's registered name (four letters or more, not a word like "technologies") is in the
/// first label of the domain, or in the name of the network's holder. The holder counts only where the country has high
/// confidence, because the network of a cloud says nothing about its customers.
/// </remarks>
public static class MakerRelation
{
    private const int MinLetters = 4;

    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "technologies", "technology", "electronics", "electronic", "international", "limited", "corporation", "systems",
        "company", "shenzhen", "hangzhou", "guangdong", "beijing", "shanghai", "taiwan", "smart", "home", "network",
        "networks", "lighting", "communications", "communication", "industries", "industrial", "digital", "wireless",
        "semiconductor", "manufacturing", "computer", "devices", "solutions", "group", "global", "holdings", "software",
        "labs", "gmbh", "information", "precision", "internet", "things", "cloud", "data", "china", "america", "europe",
        "products", "services", "trading", "develop", "development", "private", "mobile", "power", "tech",
    };

    public static bool Exists(string? vendor, Destination destination)
    {
        if (vendor is null)
            return false;
        var label = destination.Domain?.Split('.', 2)[0];
        var holder = destination.Geo.Confidence == CountryConfidence.High ? destination.Geo.Organisation : null;
        foreach (var word in vendor.Split(
            [' ', ',', '.', '-', '(', ')', '/', '&'], StringSplitOptions.RemoveEmptyEntries))
            if (word.Length >= MinLetters && !Generic.Contains(word)
                && ((label?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)
                    || (holder?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)))
                return true;
        return false;
    }
}
