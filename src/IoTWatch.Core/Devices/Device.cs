using System.Text.Json.Serialization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>A device: its identifiers as last observed.</summary>
public sealed class Device
{
    public required DeviceId Id { get; init; }

    public MacAddress Mac { get; set; }

    /// <summary>The address it used last; an IPv4 address is not replaced by an IPv6 one.</summary>
    public IpAddress Address { get; set; }

    public string? HostName { get; set; }

    /// <summary>The name given by a user.</summary>
    public string? GivenName { get; set; }

    /// <summary>The given name, else the host name.</summary>
    [JsonIgnore]
    public string? Name => GivenName ?? HostName;

    public string? MudUrl { get; set; }

    public DateTime FirstAt { get; init; }

    public DateTime LastAt { get; set; }
}
