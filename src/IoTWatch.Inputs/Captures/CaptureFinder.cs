using System.IO.Enumeration;

namespace IoTWatch.Inputs.Captures;

/// <summary>Finds the captures in what was named: files as they are, folders with all that is below them.</summary>
/// <remarks>
/// Files of a folder come by ordinal order of their paths, so that a run does not depend on the file system. Links to folders are
/// not followed (log folders carry a <c>current</c> one, and loops exist); a file reached twice is read once.
/// </remarks>
internal static class CaptureFinder
{
    /// <exception cref="CaptureException">A named path does not exist, is of no known kind, or cannot be read.</exception>
    public static List<CaptureFile> Find(IReadOnlyList<string> paths, ReadReport report)
    {
        var found = new List<CaptureFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                foreach (var file in Below(path, report))
                    AddOfFolder(file, found, seen, report);
            else if (seen.Add(Path.GetFullPath(path)))
                found.Add(Named(path));
        }
        return found;
    }

    private static CaptureFile Named(string path)
    {
        if (!File.Exists(path))
            throw new CaptureException($"{path}: no such file or folder");
        try
        {
            return CaptureFile.Recognise(path, out var reason)
                ?? throw new CaptureException($"{path}: {reason}; {CaptureException.Understood}");
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException || failed is IOException and not CaptureException)
        {
            throw new CaptureException($"{path}: cannot be read: {failed.Message}", failed);
        }
    }

    private static void AddOfFolder(string path, List<CaptureFile> found, HashSet<string> seen, ReadReport report)
    {
        if (!seen.Add(Path.GetFullPath(path)))
            return;
        try
        {
            if (CaptureFile.Recognise(path, out var reason) is { } file)
                found.Add(file);
            else
                report.AddUnreadable(path, reason);
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException)
        {
            report.AddUnreadable(path, failed.Message);
        }
    }

    private static List<string> Below(string folder, ReadReport report)
    {
        var files = new FileSystemEnumerable<string>(
            folder,
            (ref entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        var below = new List<string>();
        try
        {
            below.AddRange(files);
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException)
        {
            report.AddUnreadable(folder, failed.Message);
        }
        below.Sort(StringComparer.Ordinal);
        return below;
    }
}
