namespace IoTWatch.Core.Destinations;

/// <summary>Whether a destination belongs to the maker of a device, by name.</summary>
/// <remarks>
/// A telling word of the vendor's registered name (four letters or more, not a word like "technologies") stands in the
/// domain's first label, or in the name of the network's holder. A cloud's network makes nobody a known party, so a
/// holder counts only where the country is trusted (clouds and CDNs have low confidence).
/// </remarks>
public static class MakerRelation
{
    private const int LeastLetters = 4;

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
            if (word.Length >= LeastLetters && !Generic.Contains(word)
                && ((label?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)
                    || (holder?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)))
                return true;
        return false;
    }
}
