using System.Globalization;

namespace IoTWatch.Core.Destinations;

/// <summary>Reduces a host name to its registrable domain: the public suffix and one more label.</summary>
/// <remarks>
/// The algorithm of publicsuffix.org: the longest matching rule is used, exceptions (<c>!</c>) first; the default rule
/// is <c>*</c>. Rules are in ASCII (punycode), as names are on the wire. An IP address, a single label and a bare
/// public suffix have no registrable domain. The private section is used too: <c>user.github.io</c> and
/// <c>bucket.s3.amazonaws.com</c> are separate domains.
/// </remarks>
public sealed class PublicSuffixList
{
    private readonly HashSet<string> _rules = new(16_000, StringComparer.Ordinal);
    private readonly HashSet<string> _wildcards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exceptions = new(StringComparer.Ordinal);

    public static PublicSuffixList Parse(string text)
    {
        var list = new PublicSuffixList();
        var idn = new IdnMapping();
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).Trim();
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.IsEmpty || line.StartsWith("//"))
                continue;
            var space = line.IndexOfAny(' ', '\t');
            if (space >= 0)
                line = line[..space];
            var rule = System.Text.Ascii.IsValid(line) ? line.ToString() : idn.GetAscii(line.ToString());
            if (rule[0] == '!')
                list._exceptions.Add(rule[1..]);
            else if (rule.StartsWith("*.", StringComparison.Ordinal))
                list._wildcards.Add(rule[2..]);
            else
                list._rules.Add(rule);
        }
        return list;
    }

    /// <summary>
    /// The registrable domain in lower case (punycode where the name has other letters than ASCII), or null where the
    /// name has none.
    /// </summary>
    public string? RegistrableDomain(string? host)
    {
        if (string.IsNullOrEmpty(host))
            return null;
        host = host.TrimEnd('.').ToLowerInvariant();
        if (!System.Text.Ascii.IsValid(host) && !TryGetAscii(host, out host))
            return null;
        if (host.Length is 0 or > 253
            || host[0] == '.'
            || host.Contains(':')
            || host.Contains("..", StringComparison.Ordinal)
            || Observations.IpAddress.TryParse(host, out _))
            return null;

        // Walk the suffixes from the longest: the first rule that matches is the longest one.
        var name = host.AsSpan();
        var rules = _rules.GetAlternateLookup<ReadOnlySpan<char>>();
        var wildcards = _wildcards.GetAlternateLookup<ReadOnlySpan<char>>();
        var exceptions = _exceptions.GetAlternateLookup<ReadOnlySpan<char>>();
        var previous = -1; // where the label before the present suffix starts
        for (var start = 0; ;)
        {
            var suffix = name[start..];
            if (exceptions.Contains(suffix))
                return suffix.ToString();
            var dot = suffix.IndexOf('.');
            if (dot < 0 || rules.Contains(suffix) || wildcards.Contains(suffix[(dot + 1)..]))
                return previous < 0 ? null : name[previous..].ToString();
            previous = start;
            start += dot + 1;
        }
    }

    private static bool TryGetAscii(string host, out string ascii)
    {
        try
        {
            ascii = new IdnMapping().GetAscii(host);
            return true;
        }
        catch (ArgumentException)
        {
            // Names come from the network: one that the IDN encoder refuses has no registrable domain.
            ascii = "";
            return false;
        }
    }
}
