using System.Buffers;

namespace IoTWatch.Inputs.Registries;

/// <summary>Gives access to the reference data embedded in this assembly without copying it.</summary>
internal sealed unsafe class RegistryResource : MemoryManager<byte>
{
    private readonly byte* _start;
    private readonly int _length;

    private RegistryResource(UnmanagedMemoryStream stream)
    {
        _start = stream.PositionPointer;
        _length = (int)stream.Length;
    }

    public static Stream Open(string name) =>
        typeof(RegistryResource).Assembly.GetManifestResourceStream($"IoTWatch.Inputs.Registries.Data.{name}")
        ?? throw new InvalidOperationException($"the registry data {name} is not part of this build");

    /// <summary>Returns the mapped bytes of a resource, which stay valid as long as the program runs.</summary>
    public static ReadOnlyMemory<byte> Map(string name) =>
        new RegistryResource((UnmanagedMemoryStream)Open(name)).Memory;

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
