using System.Diagnostics.CodeAnalysis;

namespace IoTWatch.Server.Sensors;

/// <summary>
/// Where a sensor sends its telemetry: <c>mqtt://[user:password@]host[:port][/base-topic]</c>, <c>mqtts://</c> for
/// TLS.
/// </summary>
public sealed record BrokerAddress(string Host, int Port, bool Tls, string? User, string? Password, string BaseTopic)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out BrokerAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("mqtt" or "mqtts")
            || uri.Host.Length == 0
            || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return false;
        var tls = uri.Scheme == "mqtts";
        var login = uri.UserInfo.Split(':', 2);
        var topic = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        if (topic.AsSpan().IndexOfAny("+#\0") >= 0)
            return false;
        address = new BrokerAddress(
            uri.DnsSafeHost, uri.Port > 0 ? uri.Port : tls ? 8883 : 1883, tls,
            login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null, login.Length > 1
                ? Uri.UnescapeDataString(login[1]) : null,
            topic.Length > 0 ? topic : "iotwatch");
        return true;
    }

    // The password stays out of logs and messages.
    public override string ToString() => $"{(Tls ? "mqtts" : "mqtt")}://{Host}:{Port}/{BaseTopic}";
}
