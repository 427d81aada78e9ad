namespace IoTWatch.Core.Profiles;

/// <summary>
/// Host names as profiles write them: letters, digits, <c>-</c>, <c>_</c>; <c>*.</c> in front stands for any name
/// below.
/// </summary>
internal static class DnsName
{
    public static bool TryNormalise(string text, out string name)
    {
        name = text.Trim().TrimEnd('.').ToLowerInvariant();
        var rest = name.StartsWith("*.", StringComparison.Ordinal) ? name.AsSpan(2) : name;
        if (rest.Length is 0 or > 253)
            return false;
        foreach (var range in rest.Split('.'))
        {
            var label = rest[range];
            if (label.Length is 0 or > 63)
                return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                    return false;
        }
        return true;
    }
}
