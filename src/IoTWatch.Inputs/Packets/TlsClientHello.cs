namespace IoTWatch.Inputs.Packets;

/// <summary>Finds the server name in a TLS ClientHello.</summary>
/// <remarks>
/// RFC 8446 section 4.1.2 (the same format since TLS 1.0); server_name: RFC 6066 section 3. A ClientHello of several
/// TLS records is not read.
/// </remarks>
internal static class TlsClientHello
{
    public const byte HandshakeRecord = 22;

    /// <summary>Returns false if more bytes are needed; otherwise the name, or null if there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out string? serverName)
    {
        serverName = null;
        var record = new ByteCursor(bytes);
        record.U8();
        var major = record.U8();
        record.U8();
        var length = record.U16();
        if (!record.HasFailed && (major != 3 || length < 4))
            return true;
        var isWhole = record.Remaining >= length;
        var hello = new ByteCursor(record.ReadBytes(Math.Min(length, record.Remaining)));
        if (hello.U8() != 1 && hello.Remaining > 0)
            return true;
        // Length, version and random; then session id, cipher suites and compression methods.
        hello.ReadBytes(3 + 2 + 32);
        hello.ReadBytes(hello.U8());
        hello.ReadBytes(hello.U16());
        hello.ReadBytes(hello.U8());
        hello.U16();
        while (!hello.HasFailed && hello.Remaining > 0)
        {
            var type = hello.U16();
            var extension = hello.ReadBytes(hello.U16());
            if (type != 0 || hello.HasFailed)
                continue;
            serverName = Name(extension);
            return true;
        }
        return isWhole && !record.HasFailed;
    }

    private static string? Name(ReadOnlySpan<byte> extension)
    {
        var list = new ByteCursor(extension);
        list.U16();
        return list.U8() == 0 ? WireText.Read(list.ReadBytes(list.U16())) : null;
    }
}
