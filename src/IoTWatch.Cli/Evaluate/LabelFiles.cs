using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Cli.Evaluate;

/// <summary>The label files named on the command line, read together: what is wrong with any of them is said at once.</summary>
internal sealed class LabelFiles(IReadOnlyList<string> files, string? data)
{
    /// <exception cref="UsageException">A file is not of the shape.</exception>
    /// <exception cref="InputException">A label file or a capture is not there.</exception>
    public IReadOnlyList<CaptureLabel> Read(Terminal terminal)
    {
        var (captures, problems, missing) = (new List<CaptureLabel>(), new List<string>(), new List<string>());
        if (data is not null && !Directory.Exists(data))
            throw new UsageException([$"--data {data}: no such folder"]);
        foreach (var file in files)
        {
            if (Bytes(file, missing) is not { } bytes)
                continue;
            var set = LabelReader.Read(bytes, data ?? Path.GetDirectoryName(Path.GetFullPath(file))!);
            captures.AddRange(set.Captures);
            problems.AddRange(set.Problems.Select(problem => $"{file}: {problem}"));
            missing.AddRange(set.Missing.Select(problem => $"{file}: {problem}"));
            foreach (var note in set.Notes)
                TimelineSummary.Line(terminal.Error, "note", $"{SafeText.Of($"{file}: {note}", shown: 1000)}");
        }
        if (problems.Count > 0)
            throw new UsageException([.. problems, .. missing]);
        return missing.Count == 0 ? captures : throw new InputException(missing);
    }

    private static byte[]? Bytes(string file, List<string> missing)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            missing.Add(error is FileNotFoundException or DirectoryNotFoundException ? $"{file}: no such file" : $"{file}: {error.Message}");
            return null;
        }
    }
}
