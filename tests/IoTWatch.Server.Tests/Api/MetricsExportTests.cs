using System.Collections.Concurrent;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Tests.Api;

public class MetricsExportTests
{
    [Fact]
    public async Task Figures_are_posted_to_a_configured_collector_at_the_latest_when_the_service_stops()
    {
        await using var collector = await Collector.StartAsync();
        await using (var service = await ServiceUnderTest.StartAsync(options => options with
        {
            Telemetry = new TelemetryOptions { OtlpEndpoint = collector.Address, OtlpEvery = TimeSpan.FromHours(1) },
        }))
            service.Running.Status.Ingest.CountDropped("for-the-collector");
        var (path, type, body) = Assert.Single(collector.Posts);
        Assert.Equal(("/v1/metrics", "application/x-protobuf"), (path, type));
        // Protobuf writes texts as they are.
        string[] texts = ["iotwatch.dropped", "for-the-collector", "IoTWatch.Server"];
        Assert.All(texts, text => Assert.Contains(text, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_posted_where_none_is_configured_whatever_the_environment_says()
    {
        await using var collector = await Collector.StartAsync();
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString());
        try
        {
            await using var service = await ServiceUnderTest.StartAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        }
        Assert.Empty(collector.Posts);
    }

    /// <summary>Keeps what is posted to it over HTTP on loopback.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.MapPost("/{**path}", async (HttpContext http) =>
            {
                using var text = new StreamReader(http.Request.Body, System.Text.Encoding.Latin1);
                Posts.Add(
                    (http.Request.Path, http.Request.ContentType, await text.ReadToEndAsync(http.RequestAborted)));
            });
        }

        public ConcurrentBag<(string Path, string? Type, string Body)> Posts { get; } = [];

        public Uri Address => new(_app.Urls.First());

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
