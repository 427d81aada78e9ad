using IoTWatch.Server.Configuration;

namespace IoTWatch.Server.Hosting;

/// <summary>The folder of the store, locked by one service at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="StartRefusedException">It cannot be made, or another service holds it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                // Other users of this machine must not read who talks to whom at home.
                Directory.CreateDirectory(path, OwnerOnly);
            var held = System.IO.Path.Combine(path, "iotwatch.lock");
            return new DataFolder(
                path, new FileStream(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartRefusedException($"data: {path} may not be written: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new StartRefusedException(
                $"data: {path} is in use by another iotwatch, or cannot be used ({error.Message}); "
                    + "stop that one, or name another folder",
                error);
        }
    }

    public void Dispose() => _lock.Dispose();
}
