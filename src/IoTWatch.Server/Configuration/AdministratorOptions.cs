namespace IoTWatch.Server.Configuration;

/// <summary>The person who may see the pages from other machines; section <c>administrator</c>.</summary>
public sealed record AdministratorOptions
{
    /// <summary><c>administrator.name</c>: default <c>admin</c>.</summary>
    public string Name { get; init; } = "admin";

    /// <summary><c>administrator.password_hash</c>: as <see cref="Configuration.PasswordHash"/> writes it; default none = nobody.</summary>
    public string? PasswordHash { get; init; }

    // A record's own ToString would print the hash into a log.
    public override string ToString() => PasswordHash is null ? "no administrator" : $"administrator {Name}";
}
