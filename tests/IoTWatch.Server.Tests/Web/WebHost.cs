using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Tests.Web;

/// <summary>The pages alone on a Kestrel of their own.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Status = new ServiceStatus(time, new IngestStatistics());
        builder.Services.AddSingleton(time).AddSingleton<IAlertStore>(Alerts).AddSingleton(Feed).AddSingleton(Status)
            .AddIoTWatchPages();
        _app = builder.Build();
        _app.MapIoTWatchPages();
    }

    public AlertFeed Feed { get; } = new();

    public ListAlerts Alerts { get; } = new();

    public ServiceStatus Status { get; }

    public HttpClient Http { get; } = new();

    public static async Task<WebHost> StartAsync(TimeProvider? time = null)
    {
        var host = new WebHost(time ?? TimeProvider.System);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Http.BaseAddress = new Uri(host._app.Urls.First());
        return host;
    }

    public void Publish(Alert alert, AlertState state = AlertState.Open) =>
        Feed.Changed(Alerts.Put(alert, state), new AlertChange(AlertChangeType.New, null, alert));

    /// <summary>Opens the live stream; ends once the server has answered.</summary>
    public async Task<StreamReader> OpenLiveAsync(long? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "live/alerts");
        if (lastEventId is { } id)
            request.Headers.Add("Last-Event-ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var response = await Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no", Assert.Single(response.Headers.GetValues("X-Accel-Buffering")));
        return new StreamReader(
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
