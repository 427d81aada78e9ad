using System.IO.Compression;

namespace IoTWatch.Inputs.Captures;

/// <summary>A capture's bytes, unpacked where they are gzip; damage ends the stream instead of throwing.</summary>
/// <remarks>gzip: RFC 1952, told by its magic bytes; members one after the other are read as one.</remarks>
internal sealed class CaptureStream : Stream
{
    private readonly Stream _inner;
    private readonly Action<string> _damaged;

    /// <param name="damaged">Called once with a reason when the stream ends early.</param>
    public CaptureStream(string path, Action<string> damaged)
    {
        _damaged = damaged;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[4];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var isGzip = read >= 2 && magic[..2].SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        IsZstandard = magic.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
        _inner = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>RFC 8878; the platform has no decoder.</summary>
    public bool IsZstandard { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            _damaged("damaged-gzip");
            return 0;
        }
        catch (IOException)
        {
            _damaged("read-error");
            return 0;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
