namespace IoTWatch.Server.Web;

/// <summary>Reads a path from a form or an address, and accepts only a path on this site.</summary>
internal static class OwnPath
{
    private const int MaxCharacters = 400;

    /// <summary>The path; "/" where the text could lead to another site.</summary>
    public static string Of(string? path)
    {
        var isOwn = path is { Length: > 0 and < MaxCharacters } && path[0] == '/'
            && !path.StartsWith("//", StringComparison.Ordinal)
            && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);
        return isOwn ? path! : "/";
    }
}
