using System.IO.Enumeration;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Captures;

/// <summary>Finds the capture files among the given files and in the given folders and their sub-folders.</summary>
/// <remarks>
/// Files of a folder are sorted by ordinal order of their paths, so that the result does not depend on the file system.
/// Links to folders are not followed: Zeek's log folder has a link <c>current</c>, and links can form loops. A file
/// that is found twice is read once.
/// </remarks>
internal static class CaptureFinder
{
    /// <exception cref="CaptureException">A given path does not exist, cannot be read or has no supported
    /// format.</exception>
    public static List<CaptureFile> Find(IReadOnlyList<string> paths, ReadReport report)
    {
        var found = new List<CaptureFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                foreach (var file in FilesBelow(path, report))
                    AddFromFolder(file, found, seen, report);
            else if (seen.Add(Path.GetFullPath(path)))
                found.Add(OpenNamed(path));
        }
        return found;
    }

    private static CaptureFile OpenNamed(string path)
    {
        if (!File.Exists(path))
            throw new CaptureException($"{path}: no such file or folder");
        try
        {
            return CaptureFile.Detect(path, out var reason)
                ?? throw new CaptureException($"{path}: {reason}; {CaptureException.SupportedFormats}");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not CaptureException)
        {
            throw new CaptureException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static void AddFromFolder(string path, List<CaptureFile> found, HashSet<string> seen, ReadReport report)
    {
        if (!seen.Add(Path.GetFullPath(path)))
            return;
        try
        {
            if (CaptureFile.Detect(path, out var reason) is { } file)
                found.Add(file);
            else
                report.AddUnreadable(path, reason);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            report.AddUnreadable(path, e.Message);
        }
    }

    private static List<string> FilesBelow(string folder, ReadReport report)
    {
        var files = new FileSystemEnumerable<string>(
            folder,
            (ref entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        var paths = new List<string>();
        try
        {
            paths.AddRange(files);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            report.AddUnreadable(folder, e.Message);
        }
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
