namespace IoTWatch.Server.Configuration;

/// <summary>Where time series go; section <c>influx</c>.</summary>
public sealed record InfluxOptions
{
    /// <summary><c>influx.url</c>: base address of InfluxDB, e.g. http://127.0.0.1:8086; default none = no time series are written.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>influx.user</c>: Basic authentication; default none.</summary>
    public string? User { get; init; }

    /// <summary><c>influx.password</c>: Basic authentication; default none.</summary>
    public string? Password { get; init; }

    /// <summary><c>influx.token</c>: for InfluxDB 2 and 3, in place of user and password; default none.</summary>
    public string? Token { get; init; }

    /// <summary><c>influx.site</c>: the <c>site</c> tag of every point; default <c>home</c>.</summary>
    public string Site { get; init; } = "home";

    /// <summary><c>influx.retention</c>: databases made here forget after 7 days, 30 days or 2 years by their class; default true. Turn it off to write captures that are older.</summary>
    public bool Retention { get; init; } = true;

    // A record's own ToString would print the secrets into a log.
    public override string ToString() => $"InfluxDB {Url?.Authority ?? "off"}";
}
