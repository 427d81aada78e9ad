using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>Where time series are written; section <c>influx</c>.</summary>
public sealed record InfluxOptions
{
    /// <summary>
    /// <c>influx.url</c>: base address of InfluxDB, such as http://127.0.0.1:8086; default none = no time series are
    /// written.
    /// </summary>
    [ConfigurationKeyName("url")]
    public Uri? Url { get; init; }

    /// <summary><c>influx.user</c>: user name for Basic authentication; default none.</summary>
    [ConfigurationKeyName("user")]
    public string? User { get; init; }

    /// <summary><c>influx.password</c>: password for Basic authentication; default none.</summary>
    [ConfigurationKeyName("password")]
    public string? Password { get; init; }

    /// <summary><c>influx.token</c>: for InfluxDB 2 and 3, in place of user and password; default none.</summary>
    [ConfigurationKeyName("token")]
    public string? Token { get; init; }

    /// <summary>
    /// <c>influx.site</c>: the <c>site</c> tag of every point; default <c>home</c>, up to 64 characters.
    /// </summary>
    [ConfigurationKeyName("site"), StringLength(64)]
    public string Site { get; init; } = "home";

    /// <summary>
    /// <c>influx.retention</c>: whether databases created here delete points after 7 days, 30 days or 2 years by their
    /// class; default true. Set it to false to write captures that are older.
    /// </summary>
    [ConfigurationKeyName("retention")]
    public bool Retention { get; init; } = true;

    // A record's own ToString would print the secrets into a log.
    public override string ToString() => $"InfluxDB {Url?.Authority ?? "off"}";
}
