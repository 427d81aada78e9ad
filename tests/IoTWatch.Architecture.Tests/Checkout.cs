namespace IoTWatch.Architecture.Tests;

/// <summary>The working tree under test: its root folder and the files that belong to the repository.</summary>
internal static class Checkout
{
    private static readonly string[] GeneratedFolders =
        ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts", "iotwatch-data"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files that git does not ignore, as sorted relative paths with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string Full(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Full(relative));

    public static IEnumerable<string> Under(string folder, params string[] extensions) =>
        Files.Where(file =>
            file.StartsWith(folder + "/", StringComparison.Ordinal) && extensions.Contains(Path.GetExtension(file)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IoTWatch.sln")))
                return folder.FullName;
        throw new InvalidOperationException("IoTWatch.sln is in no folder above " + AppContext.BaseDirectory);
    }

    private static List<string> ListFiles()
    {
        // --others includes new files that are not yet added to git. An unpacked archive has no git: read the disk.
        var files = FromGit() ?? FromDisk(Root);
        var kept = files.Where(file => File.Exists(Full(file))).ToList();
        kept.Sort(StringComparer.Ordinal);
        return kept;
    }

    private static List<string>? FromGit()
    {
        if (!Path.Exists(Path.Combine(Root, ".git")) || Programs.Find("git") is not { } git)
            return null;
        string[] arguments =
            ["-C", Root, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var result = Programs.Run(git, arguments);
        return result.ExitCode == 0 ? [.. result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)] : null;
    }

    private static List<string> FromDisk(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .ToList();
        foreach (var below in Directory.EnumerateDirectories(folder)
            .Where(below => !GeneratedFolders.Contains(Path.GetFileName(below))))
            files.AddRange(FromDisk(below));
        return files;
    }
}
