using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IoTWatch.Server.Configuration;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Hosting;

/// <summary>Lets nobody but the administrator in, once one is configured: HTTP Basic authentication on everything but <c>/healthz</c>.</summary>
/// <remarks>
/// RFC 7617. A PBKDF2 check takes a good part of a second on purpose, so the digest of the header that passed last is kept and
/// compared instead; wrong ones pay in full, one at a time.
/// </remarks>
public sealed class AdministratorGate(AdministratorOptions options) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private volatile byte[]? _passed;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (options.PasswordHash is null || context.Request.Path == "/healthz" || await IsAdministratorAsync(context).ConfigureAwait(false))
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"IoTWatch\", charset=\"UTF-8\"";
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<bool> IsAdministratorAsync(HttpContext context)
    {
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || header.Parameter is not { Length: < 1024 } credentials)
            return false;
        var digest = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(credentials));
        if (_passed is { } passed && CryptographicOperations.FixedTimeEquals(passed, digest))
            return true;
        await _oneAtATime.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            if (!Check(credentials))
                return false;
            _passed = digest;
            return true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private bool Check(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text[..colon] == options.Name && PasswordHash.Verify(text[(colon + 1)..], options.PasswordHash!);
    }
}
