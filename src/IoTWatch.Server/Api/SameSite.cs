using System.Net;
using IoTWatch.Server.Configuration;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>Refuses what another web page makes a browser send: only our own pages and programs may change anything.</summary>
/// <remarks>
/// Fetch metadata, or the Origin header of browsers without them, tell a page elsewhere. Where nobody logs in, the host asked for must be loopback too, or a
/// name that an attacker points at 127.0.0.1 would be "our own page" (DNS rebinding); with an administrator a proxy may give the service any name.
/// </remarks>
internal static class SameSite
{
    public static bool Allows(HttpRequest request, ServiceOptions options)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return true;
        var host = request.Host;
        if (options.Administrator.PasswordHash is null && !host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))
            return false;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..])
            return site is "same-origin" or "none";
        return request.Headers.Origin is not [{ } origin, ..] || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == host.Value);
    }
}
