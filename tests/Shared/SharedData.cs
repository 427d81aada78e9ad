namespace IoTWatch.Tests;

/// <summary>
/// Finds the shared captures (licences keep them out of the project): IOTWATCH_DATA, or ../shared/data beside the
/// checkout.
/// </summary>
internal static class SharedData
{
    public static string? Root { get; } = Find();

    /// <summary>The full path of a shared file or folder; skips the test with the reason where it is absent.</summary>
    public static string Path(string relative)
    {
        Assert.SkipWhen(Root is null, "no shared captures: set IOTWATCH_DATA or place them at ../shared/data");
        var path = System.IO.Path.Combine(Root!, relative);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"shared capture {relative} is not there");
        return path;
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("IOTWATCH_DATA");
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "IoTWatch.sln")) && folder.Parent is { } parent)
            {
                var beside = System.IO.Path.Combine(parent.FullName, "shared", "data");
                return Directory.Exists(beside) ? beside : null;
            }
        return null;
    }
}
