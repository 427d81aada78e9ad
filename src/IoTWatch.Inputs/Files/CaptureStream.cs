using System.Buffers.Binary;
using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace IoTWatch.Inputs.Files;

/// <summary>
/// Reads the bytes of a capture file and decompresses gzip and Zstandard; damaged data ends the stream.
/// </summary>
/// <remarks>
/// The compression is detected by the first bytes of the file: gzip (RFC 1952) or Zstandard (RFC 8878), which may begin
/// with a skippable frame. Concatenated gzip members and Zstandard frames are read as one stream. A Zstandard frame
/// needs at most <see cref="MaxZstdWindowLog"/> bits of window, the limit of the <c>zstd</c> program without
/// <c>--long</c>.
/// </remarks>
internal sealed class CaptureStream : Stream
{
    /// <summary>Binary logarithm of the largest accepted Zstandard window: 128 MiB.</summary>
    private const int MaxZstdWindowLog = 27;

    private const uint ZstdMagic = 0xFD2FB528;
    private const uint ZstdSkippableMagic = 0x184D2A50; // the low four bits are free

    private readonly FileStream _file;
    private readonly Stream _inner;
    private readonly Action<string> _onDamage;
    private readonly Compression _compression;
    private long _decompressedBytes;
    private bool _isAtEnd;

    /// <param name="path">The file to open.</param>
    /// <param name="onDamage">Called once with a reason if the stream ends early.</param>
    public CaptureStream(string path, Action<string> onDamage)
    {
        _onDamage = onDamage;
        _file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 14,
            FileOptions.SequentialScan);
        Span<byte> head = stackalloc byte[4];
        var read = _file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        _file.Position = 0;
        _compression = Detect(head[..read]);
        _inner = _compression switch
        {
            Compression.Gzip => new GZipStream(_file, CompressionMode.Decompress),
            Compression.Zstd => OpenZstd(_file),
            _ => _file,
        };
    }

    private enum Compression
    {
        None,
        Gzip,
        Zstd,
    }

    /// <summary>True after the stream has ended early because of damaged or missing data.</summary>
    public bool IsDamaged { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_isAtEnd || buffer.IsEmpty)
            return 0;
        try
        {
            var read = _inner.Read(buffer);
            _decompressedBytes += read;
            if (read == 0)
                End(IsTruncatedGzip() ? "truncated-gzip" : null);
            return read;
        }
        catch (InvalidDataException)
        {
            return End("damaged-gzip");
        }
        catch (ZstdException e)
        {
            return End(e.Code == ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge
                ? "zstd-window-too-large"
                : "damaged-zstd");
        }
        catch (EndOfStreamException) when (_compression == Compression.Zstd)
        {
            return End("truncated-zstd");
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    private static Compression Detect(ReadOnlySpan<byte> head)
    {
        if (head is [0x1F, 0x8B, ..])
            return Compression.Gzip;
        if (head.Length < 4)
            return Compression.None;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        return magic == ZstdMagic || (magic & 0xFFFF_FFF0) == ZstdSkippableMagic ? Compression.Zstd : Compression.None;
    }

    private static DecompressionStream OpenZstd(Stream file)
    {
        var stream = new DecompressionStream(file, checkEndOfStream: true, leaveOpen: false);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxZstdWindowLog);
        return stream;
    }

    private int End(string? reason)
    {
        _isAtEnd = true;
        if (reason is not null)
        {
            IsDamaged = true;
            _onDamage(reason);
        }
        return 0;
    }

    /// <summary>Returns true if a gzip file ends before the end of its data.</summary>
    /// <remarks>
    /// <see cref="GZipStream"/> reports no error for a truncated file. The last four bytes of a whole file are the size
    /// of
    /// its last member (modulo 2^32), which cannot exceed the number of decompressed bytes; other bytes nearly always
    /// do.
    /// </remarks>
    private bool IsTruncatedGzip()
    {
        if (_compression != Compression.Gzip || _file.Length < 4)
            return false;
        Span<byte> size = stackalloc byte[4];
        _file.Position = _file.Length - size.Length;
        _file.ReadExactly(size);
        return BinaryPrimitives.ReadUInt32LittleEndian(size) > _decompressedBytes;
    }
}
