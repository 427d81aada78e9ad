using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using IoTWatch.Server.Configuration;

namespace IoTWatch.Server.Access;

/// <summary>Checks the name and password, the API token and the session of the administrator.</summary>
/// <remarks>
/// A PBKDF2 check takes a good part of a second on purpose, so the digest of the credentials that passed last is kept
/// and compared instead. Wrong ones are computed in full, one at a time, and an unknown name takes as long as a wrong
/// password.
/// </remarks>
internal sealed class AdministratorCredentials(AdministratorOptions options) : IDisposable
{
    private const string StampClaim = "password_stamp";
    private const int MaxPasswordCharacters = 1024;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private volatile byte[]? _passed;

    /// <summary>Changes with the password, so that sessions of an old password end.</summary>
    private string Stamp =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.PasswordHash ?? "")).AsSpan(0, 8));

    /// <summary>Returns whether both are right; takes as long where only the name is wrong.</summary>
    public async Task<bool> VerifyAsync(string name, string password, CancellationToken cancel)
    {
        if (options.PasswordHash is not { } hash || password.Length > MaxPasswordCharacters)
            return false;
        var digest = Digest($"{name}\0{password}");
        if (_passed is { } passed && CryptographicOperations.FixedTimeEquals(passed, digest))
            return true;
        await _oneAtATime.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Both are always computed: an early return would tell by its time which names exist.
            var nameFits = CryptographicOperations.FixedTimeEquals(Digest(name), Digest(options.Name));
            var passwordFits = PasswordHash.Verify(password, hash);
            if (!(nameFits & passwordFits))
                return false;
            _passed = digest;
            return true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Returns whether this is the configured API token, in a time that does not depend on the text.</summary>
    public bool IsApiToken(string token) =>
        options.ApiToken is { } own && CryptographicOperations.FixedTimeEquals(Digest(token), Digest(own));

    /// <summary>The administrator as the authentication handlers present them.</summary>
    public ClaimsPrincipal CreatePrincipal(string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, options.Name), new Claim(StampClaim, Stamp)], scheme));

    /// <summary>Returns whether a session was opened by the present administrator with the present password.</summary>
    public bool IsCurrent(ClaimsPrincipal? principal) =>
        principal?.Identity?.Name == options.Name && principal.HasClaim(StampClaim, Stamp);

    public void Dispose() => _oneAtATime.Dispose();

    private byte[] Digest(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
