using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IoTWatch.Server.Access;

/// <summary>Authenticates the administrator by HTTP Basic authentication (RFC 7617).</summary>
internal sealed class BasicAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder,
    AdministratorCredentials credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>The scheme's name, as in the header.</summary>
    public const string SchemeName = "Basic";

    private const int MaxHeaderCharacters = 1024;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !header.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (Decode(header.Parameter) is var (name, password)
            && await credentials.VerifyAsync(name, password, Context.RequestAborted).ConfigureAwait(false))
        {
            var ticket = new AuthenticationTicket(credentials.CreatePrincipal(SchemeName), SchemeName);
            return AuthenticateResult.Success(ticket);
        }
        return AuthenticateResult.Fail("Name or password is wrong.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", "Basic realm=\"IoTWatch\", charset=\"UTF-8\"");
        return Task.CompletedTask;
    }

    private static (string Name, string Password)? Decode(string? text)
    {
        if (text is not { Length: < MaxHeaderCharacters })
            return null;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = decoded.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (decoded[..colon], decoded[(colon + 1)..]);
    }
}
