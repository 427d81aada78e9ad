namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Files that get their names only when all of them are whole; what is not committed is removed.</summary>
internal sealed class PartFiles : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Name, FileStream Stream)> _files = [];

    public PartFiles(string folder)
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

    /// <summary>Closes and names the files, in the order of their creation.</summary>
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
