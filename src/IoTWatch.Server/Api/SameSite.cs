using System.Net;
using IoTWatch.Server.Configuration;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>
/// Decides whether a request may change anything: yes from our own pages and from programs, no from another web page.
/// </summary>
/// <remarks>
/// Fetch metadata, or the Origin header of browsers without them, show that a request comes from another page. Where
/// nobody logs in, the host in the request must be loopback too, or a name that an attacker points at 127.0.0.1 would
/// count as our own page (DNS rebinding). With an administrator any name is accepted, since a proxy may give the
/// service one.
/// </remarks>
internal static class SameSite
{
    public static bool Allows(HttpRequest request, ServiceOptions options)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return true;
        var host = request.Host;
        if (options.Administrator.PasswordHash is null && !IsLoopback(host.Host))
            return false;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..])
            return site is "same-origin" or "none";
        if (request.Headers.Origin is not [{ } origin, ..])
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == host.Value;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
