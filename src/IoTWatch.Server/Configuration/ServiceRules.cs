using System.Net;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Configuration;

/// <summary>What must hold between options and against the machine, whether they came from a file or from code.</summary>
public static class ServiceRules
{
    /// <summary>Every problem as "path: what is wrong and the mend".</summary>
    public static IEnumerable<string> Problems(ServiceOptions options)
    {
        if (!IsLoopback(options.Http) && options.Administrator.PasswordHash is null)
            yield return $"http: {options.Http} would show the household to other machines, and no administrator is configured; set administrator.password_hash, or keep to http://127.0.0.1:8080";
        if (options.Http.Scheme != Uri.UriSchemeHttp)
            yield return $"http: {options.Http}: only http is served; put a TLS proxy in front";
        if (options.Administrator.PasswordHash is { } hash && !PasswordHash.IsWellFormed(hash))
            yield return "administrator.password_hash: not a hash that this program wrote (pbkdf2-sha256$iterations$salt$hash)";
        if (options.BaseTopic.Length == 0 || options.BaseTopic.StartsWith('$') || options.BaseTopic.AsSpan().IndexOfAny("+#\0") >= 0
            || options.BaseTopic.Split('/').Any(level => level.Length == 0))
            yield return $"base_topic: '{options.BaseTopic}' must be topic levels without +, # or a leading $";
        if (!options.UsesEmbeddedBroker && options.Broker.Host is null)
            yield return "embedded_broker.enabled: off, and no broker.host: telemetry would have no way in";
        if (options.Broker.Password is not null && options.Broker.User is null)
            yield return "broker.user: missing beside broker.password";
        if (options.Broker.CaFile is not null && !options.Broker.Tls)
            yield return "broker.tls: must be true for broker.ca_file to matter";
        foreach (var problem in MissingFiles(options))
            yield return problem;
        foreach (var network in options.Detection.LocalNetworks ?? [])
            if (!IpNetwork.TryParse(network, out _))
                yield return $"detection.local_networks: '{network}' is not a network such as 192.168.1.0/24";
    }

    public static bool IsLoopback(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static IEnumerable<string> MissingFiles(ServiceOptions options)
    {
        if (options.Broker.CaFile is { } ca && !File.Exists(ca))
            yield return $"broker.ca_file: {ca} is not there";
        if (options.ProfilesFolder is { } profiles && !Directory.Exists(profiles))
            yield return $"profiles: folder {profiles} is not there";
        foreach (var file in options.GeoIpFiles)
            if (!File.Exists(file))
                yield return $"geoip: {file} is not there";
    }
}
