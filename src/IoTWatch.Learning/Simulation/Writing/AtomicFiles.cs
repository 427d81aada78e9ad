namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>
/// Writes a set of files that get their names only when all are complete; uncommitted files are deleted.
/// </summary>
internal sealed class AtomicFiles : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Name, FileStream Stream)> _files = [];

    public AtomicFiles(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public IEnumerable<string> Names => _files.Select(f => f.Name);

    public Stream Create(string name)
    {
        var stream = new FileStream(Part(name), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _files.Add((name, stream));
        return stream;
    }

    /// <summary>Closes and renames the files in the order of their creation and returns their paths.</summary>
    public IEnumerable<string> Commit()
    {
        foreach (var (_, stream) in _files)
            stream.Dispose();
        foreach (var (name, _) in _files)
        {
            File.Move(Part(name), Path.Combine(_folder, name), overwrite: true);
            yield return Path.Combine(_folder, name);
        }
        _files.Clear();
    }

    public void Dispose()
    {
        foreach (var (name, stream) in _files)
        {
            stream.Dispose();
            File.Delete(Part(name));
        }
    }

    private string Part(string name) => Path.Combine(_folder, name + ".part");
}
