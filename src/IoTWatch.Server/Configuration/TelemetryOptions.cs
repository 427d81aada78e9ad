using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>Where the service's own counters are sent; section <c>telemetry</c>.</summary>
public sealed record TelemetryOptions
{
    /// <summary>
    /// <c>telemetry.otlp_endpoint</c>: base address of an OpenTelemetry collector (OTLP over HTTP, protobuf), such as
    /// http://127.0.0.1:4318; default none = nothing is sent. Headers come from <c>OTEL_EXPORTER_OTLP_HEADERS</c>.
    /// </summary>
    [ConfigurationKeyName("otlp_endpoint")]
    public Uri? OtlpEndpoint { get; init; }

    /// <summary><c>telemetry.otlp_every</c>: time between two exports; default 1m, 1s..1d.</summary>
    [ConfigurationKeyName("otlp_every"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OtlpEvery { get; init; } = TimeSpan.FromMinutes(1);
}
