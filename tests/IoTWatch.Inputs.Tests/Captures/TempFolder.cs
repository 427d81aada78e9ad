using System.IO.Compression;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Tests.Captures;

/// <summary>A temporary folder of captures that is deleted after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;

    public ReadReport Report { get; private set; } = new();

    public string Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public string Add(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string AddGzip(string name, string text, int cutBytes = 0) =>
        AddGzip(name, Encoding.UTF8.GetBytes(text), cutBytes);

    public string AddGzip(string name, byte[] content, int cutBytes = 0)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        var bytes = packed.ToArray();
        return Add(name, bytes[..(bytes.Length - cutBytes)]);
    }

    /// <summary>Reads the whole folder.</summary>
    public List<Observation> Read() => Read(Path);

    public List<Observation> Read(params string[] paths)
    {
        Report = new ReadReport();
        return [.. new CaptureSet(paths).Read(Report)];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
