namespace IoTWatch.Inputs.Tests.Zeek;

/// <summary>Builds Zeek logs; spaces in fields and rows are written as tabs.</summary>
internal static class Some
{
    public const string ConnFields = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration "
        + "orig_bytes resp_bytes conn_state orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents";

    public static string Log(string path, string fields, params string[] rows) =>
        $"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t{path}\n#open\t"
            + $"2024-04-20-00-00-00\n"
        + $"#fields\t{Tabs(fields)}\n#types\tstring\n"
        + $"{string.Concat(rows.Select(row => Tabs(row) + "\n"))}#close\t2024-04-20-01-00-00\n";

    public static string Conn(params string[] rows) => Log("conn", ConnFields, rows);

    public static string ConnRow(
        double at = 1545403816.962094, string uid = "CrDn63WjJEmrWGjqf", string duration = "3.139211",
        string state = "SF")
    {
        const string ends = "192.168.1.195 41040 185.244.25.235 80";
        return FormattableString.Invariant(
            $"{at:F6} {uid} {ends} tcp - {duration} 310 298 {state} 5 570 4 506 -");
    }

    public static string Ssl(params string[] rows) =>
        Log("ssl", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version server_name", rows);

    public static string SslRow(string uid, string name, double at = 1545403817) =>
        FormattableString.Invariant($"{at:F6} {uid} 192.168.1.195 41040 185.244.25.235 443 TLSv12 {name}");

    public static string Http(params string[] rows) =>
        Log("http", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth host request_body_len "
            + "response_body_len", rows);

    public static string HttpRow(string uid, string host, double at = 1545403817) =>
        FormattableString.Invariant($"{at:F6} {uid} 192.168.1.195 41040 185.244.25.235 80 1 {host} 12 612");

    private static string Tabs(string row) => row.Replace("   ", "\r", StringComparison.Ordinal).Replace(' ', '\t')
        .Replace("\r", "   ", StringComparison.Ordinal);
}
