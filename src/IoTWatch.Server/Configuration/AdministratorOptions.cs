using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>The person who may open the pages from other machines; section <c>administrator</c>.</summary>
public sealed record AdministratorOptions
{
    /// <summary><c>administrator.name</c>: default <c>admin</c>, up to 64 characters.</summary>
    [ConfigurationKeyName("name"), StringLength(64)]
    public string Name { get; init; } = "admin";

    /// <summary>
    /// <c>administrator.password_hash</c>: as <see cref="PasswordHash"/> writes it; default none = nobody logs
    /// in and only loopback is served.
    /// </summary>
    [ConfigurationKeyName("password_hash")]
    public string? PasswordHash { get; init; }

    /// <summary>
    /// <c>administrator.api_token</c>: random text that programs send to the API as <c>Authorization: Bearer …</c>;
    /// default none, 32..256 characters.
    /// </summary>
    [ConfigurationKeyName("api_token"), StringLength(256, MinimumLength = 32)]
    public string? ApiToken { get; init; }

    // A record's own ToString would print the hash and the token into a log.
    public override string ToString() => PasswordHash is null ? "no administrator" : $"administrator {Name}";
}
