using System.Buffers.Binary;
using System.IO.Compression;

namespace IoTWatch.Inputs.Captures;

/// <summary>A capture's bytes, unpacked where they are gzip; damage ends the stream instead of throwing.</summary>
/// <remarks>gzip: RFC 1952, told by its magic bytes; members one after the other are read as one.</remarks>
internal sealed class CaptureStream : Stream
{
    private readonly FileStream _file;
    private readonly Stream _inner;
    private readonly Action<string> _damaged;
    private long _unpacked;
    private bool _isAtEnd;

    /// <param name="damaged">Called once with a reason when the stream ends early.</param>
    public CaptureStream(string path, Action<string> damaged)
    {
        _damaged = damaged;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 14, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[4];
        var read = _file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        _file.Position = 0;
        var isGzip = read >= 2 && magic[..2].SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        IsZstandard = magic.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
        _inner = isGzip ? new GZipStream(_file, CompressionMode.Decompress) : _file;
    }

    /// <summary>It ended before its time.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>RFC 8878; the platform has no decoder.</summary>
    public bool IsZstandard { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_isAtEnd || buffer.IsEmpty)
            return 0;
        try
        {
            var read = _inner.Read(buffer);
            _unpacked += read;
            if (read == 0)
                End(IsCutOff() ? "truncated-gzip" : null);
            return read;
        }
        catch (InvalidDataException)
        {
            return End("damaged-gzip");
        }
        catch (IOException)
        {
            return End("read-error");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int End(string? reason)
    {
        _isAtEnd = true;
        if (reason is not null)
        {
            IsDamaged = true;
            _damaged(reason);
        }
        return 0;
    }

    /// <summary>
    /// The platform's decoder ends quietly where the file was cut. The last four bytes of a whole file are the size of its last
    /// member, which cannot be more than all that was unpacked; those of a cut one are nearly always.
    /// </summary>
    private bool IsCutOff()
    {
        if (_inner == _file || _file.Length < 4)
            return false;
        Span<byte> size = stackalloc byte[4];
        _file.Position = _file.Length - size.Length;
        _file.ReadExactly(size);
        return BinaryPrimitives.ReadUInt32LittleEndian(size) > _unpacked;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
