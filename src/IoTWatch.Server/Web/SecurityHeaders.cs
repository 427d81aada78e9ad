using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Web;

/// <summary>
/// Adds the headers that allow a page only scripts, styles, frames and connections of this site, whatever text an
/// attacker got onto it.
/// </summary>
internal static class SecurityHeaders
{
    private const string ContentPolicy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

    public static ValueTask<object?> Add(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!context.HttpContext.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return next(context);
    }
}
