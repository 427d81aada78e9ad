using System.Globalization;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// The autonomous systems whose addresses do not indicate a country: anycast, content delivery, clouds.
/// </summary>
public sealed class SharedNetworks(IReadOnlySet<uint> numbers)
{
    /// <summary>Reads lines of "number name"; <c>#</c> starts a comment.</summary>
    /// <exception cref="FormatException">A line does not start with a number; the message quotes it.</exception>
    public static SharedNetworks Parse(string text)
    {
        var numbers = new HashSet<uint>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (line[0] != '#')
                numbers.Add(uint.TryParse(line.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture,
                    out var number)
                    ? number
                    : throw new FormatException($"not an AS number: {line}"));
        return new SharedNetworks(numbers);
    }

    public bool Contains(uint asn) => numbers.Contains(asn);
}
