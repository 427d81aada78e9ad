namespace IoTWatch.Inputs.Zeek;

/// <summary>Finds the kind of a Zeek log by its path or by its fields.</summary>
internal static class ZeekKinds
{
    public static ZeekLogKind FromPath(ReadOnlySpan<byte> path)
    {
        if (path.StartsWith("open_"u8))
            return FromPath(path["open_".Length..]) | ZeekLogKind.Open;
        if (path.SequenceEqual("conn"u8))
            return ZeekLogKind.Conn;
        if (path.SequenceEqual("dns"u8))
            return ZeekLogKind.Dns;
        if (path.SequenceEqual("ssl"u8) || path.SequenceEqual("quic"u8))
            return ZeekLogKind.Ssl;
        if (path.SequenceEqual("http"u8))
            return ZeekLogKind.Http;
        return path.SequenceEqual("dhcp"u8) ? ZeekLogKind.Dhcp : ZeekLogKind.Other;
    }

    /// <summary>
    /// Finds the kind of a log without a path; <paramref name="has"/> returns whether it has a field.
    /// </summary>
    public static ZeekLogKind FromFields(Func<ZeekField, bool> has)
    {
        if (has(ZeekField.State) || has(ZeekField.OrigIpBytes))
            return ZeekLogKind.Conn;
        if (has(ZeekField.HttpDepth))
            return ZeekLogKind.Http;
        if (has(ZeekField.Query) || has(ZeekField.QueryType))
            return ZeekLogKind.Dns;
        if (has(ZeekField.ServerName) || has(ZeekField.Established))
            return ZeekLogKind.Ssl;
        if (has(ZeekField.LeaseMac)
            && (has(ZeekField.LeaseAddress) || has(ZeekField.ClientAddress) || has(ZeekField.Messages)))
            return ZeekLogKind.Dhcp;
        return ZeekLogKind.Other;
    }
}
