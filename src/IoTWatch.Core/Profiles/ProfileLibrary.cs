using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>The declared profiles, compiled, and which device each one belongs to.</summary>
public sealed class ProfileLibrary
{
    public static readonly ProfileLibrary Empty = new();

    /// <summary>Reads MUD documents (name, JSON text). Every problem is added to <paramref name="problems"/> as "name: path: what is wrong and the mend"; a document with problems is left out.</summary>
    public static ProfileLibrary Load(IEnumerable<(string Name, string Json)> documents, PublicSuffixList publicSuffixes, ICollection<string> problems) => Empty;

    /// <summary>The profile of the device with these traits, or null.</summary>
    public DeviceProfile? Find(DeviceTraits traits) => null;
}
