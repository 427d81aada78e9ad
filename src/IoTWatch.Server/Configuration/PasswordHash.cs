using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IoTWatch.Server.Configuration;

/// <summary>Turns a password into text that can be kept, and checks one against it.</summary>
/// <remarks>PBKDF2 (RFC 8018 section 5.2) with HMAC-SHA-256, as <c>pbkdf2-sha256$iterations$salt$hash</c>, salt and hash in Base64.</remarks>
public static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool IsWellFormed(string text) => TryRead(text, out _, out _, out _);

    public static bool Verify(string password, string text) =>
        TryRead(text, out var iterations, out var salt, out var hash)
        && CryptographicOperations.FixedTimeEquals(
            Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, hash.Length), hash);

    private static bool TryRead(string text, out int iterations, out byte[] salt, out byte[] hash)
    {
        iterations = 0;
        salt = hash = [];
        var parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out iterations) || iterations is < 100_000 or > 10_000_000)
            return false;
        salt = new byte[64];
        hash = new byte[64];
        if (!Convert.TryFromBase64String(parts[2], salt, out var saltLength) || !Convert.TryFromBase64String(parts[3], hash, out var hashLength))
            return false;
        salt = salt[..saltLength];
        hash = hash[..hashLength];
        return saltLength >= SaltBytes && hashLength >= HashBytes;
    }
}
