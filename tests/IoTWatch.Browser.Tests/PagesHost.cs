using IoTWatch.Core.Alerts;
using IoTWatch.Core.Home;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Tests.Web;
using IoTWatch.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Browser.Tests;

/// <summary>The pages on a Kestrel of their own, fed from memory.</summary>
internal sealed class PagesHost : IAsyncDisposable, IDeviceSource
{
    private readonly WebApplication _app;

    private PagesHost()
    {
        Alerts = new ListAlerts(Feed);
        Status = new ServiceStatus(TimeProvider.System, Statistics);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IAlertStore>(Alerts).AddSingleton(Feed).AddSingleton(Status)
            .AddSingleton<IDeviceSource>(this).AddIoTWatchPages();
        _app = builder.Build();
        _app.MapIoTWatchPages();
    }

    public AlertFeed Feed { get; } = new();

    public ListAlerts Alerts { get; }

    public IngestStatistics Statistics { get; } = new();

    public ServiceStatus Status { get; }

    public string Url => _app.Urls.First();

    /// <summary>A household in which one kettle went wrong.</summary>
    public static async Task<PagesHost> StartAsync(bool filled = true)
    {
        var host = new PagesHost();
        if (filled)
            host.Fill();
        await host._app.StartAsync();
        return host;
    }

    public Task<IReadOnlyList<DeviceReport>> DevicesAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DeviceReport>>([.. Alerts.Latest(100).Select(s => s.Alert)
            .DistinctBy(a => a.Device.Id).Select(a => new DeviceReport(
            a.Device.Id, a.Device.Mac, a.Device.Ip, a.Device.Name, a.Device.Vendor, a.Profile, a.Profile == "none",
            a.FirstAt, a.LastAt, 12))]);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Fill()
    {
        Alerts.Put(Some.Lock());
        Alerts.Put(Some.OpenJoin(), AlertState.Escalated);
        Alerts.Put(Some.Plug());
        Alerts.Put(Some.Camera());
        Alerts.Put(Some.Kettle());
        Status.LastObservationAt = Some.Now;
        Status.EmbeddedBroker = Status.Store = Status.Detector = new LinkStatus(LinkState.Up);
        Status.ModelId = "beacon/1";
        Status.Devices = 5;
        Status.Channels = 61;
        Statistics.SetSensor(
            new SensorStatus("openwrt-attic", true, 183_204, 0, 12, Some.Now, TimeProvider.System.GetUtcNow()));
        Statistics.CountMessage(18_320_400);
    }
}
