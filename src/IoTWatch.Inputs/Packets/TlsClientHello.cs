namespace IoTWatch.Inputs.Packets;

/// <summary>Finds the server name in a TLS ClientHello.</summary>
/// <remarks>RFC 8446 section 4.1.2 (the same shape since TLS 1.0), server_name by RFC 6066 section 3. A hello over several records is given up.</remarks>
internal static class TlsClientHello
{
    public const byte HandshakeRecord = 22;

    /// <summary>True when all is known that can be: the name, or that there is none. False when the hello goes on after these bytes.</summary>
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
        var isWhole = record.Left >= length;
        var hello = new ByteCursor(record.Take(Math.Min(length, record.Left)));
        if (hello.U8() != 1 && hello.Left > 0)
            return true;
        // Length, version and random; then session id, cipher suites and compression methods.
        hello.Take(3 + 2 + 32);
        hello.Take(hello.U8());
        hello.Take(hello.U16());
        hello.Take(hello.U8());
        hello.U16();
        while (!hello.HasFailed && hello.Left > 0)
        {
            var type = hello.U16();
            var extension = hello.Take(hello.U16());
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
        return list.U8() == 0 ? WireText.Read(list.Take(list.U16())) : null;
    }
}
