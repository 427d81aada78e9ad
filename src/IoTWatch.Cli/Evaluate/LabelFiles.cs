using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Reads the label files named on the command line, and reports all their problems at once.</summary>
internal sealed class LabelFiles(IReadOnlyList<string> files, string? data)
{
    /// <exception cref="UsageException">A file is not a label file.</exception>
    /// <exception cref="InputException">A label file or a capture does not exist.</exception>
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
                StatusLine.Note(terminal.Error, $"{file}: {note}");
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
            var isMissing = error is FileNotFoundException or DirectoryNotFoundException;
            missing.Add($"{file}: {(isMissing ? "no such file" : error.Message)}");
            return null;
        }
    }
}
