using System.Globalization;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Web.AlertDetail;
using IoTWatch.Server.Web.AlertList;
using IoTWatch.Server.Web.Assets;
using IoTWatch.Server.Web.Decide;
using IoTWatch.Server.Web.Devices;
using IoTWatch.Server.Web.Frame;
using IoTWatch.Server.Web.Health;
using IoTWatch.Server.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IoTWatch.Server.Web;

/// <summary>Registers and maps the pages, their assets and the live stream.</summary>
/// <remarks>
/// Needs <see cref="IAlertStore"/>, <see cref="AlertFeed"/> and <see cref="ServiceStatus"/>; uses
/// <see cref="IDeviceSource"/> where there is one.
/// </remarks>
public static class WebPages
{
    public static IServiceCollection AddIoTWatchPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LoopSupervisor>();
        services.AddSingleton<AssetSet>().AddSingleton<OutageWarnings>()
            .AddSingleton<FragmentRenderer>().AddSingleton<LiveHub>().AddSingleton<LiveAlerts>();
        services.AddSingleton(provider =>
            new DeviceList(provider.GetRequiredService<IAlertStore>(), provider.GetService<IDeviceSource>()));
        return services;
    }

    public static void MapIoTWatchPages(this WebApplication app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(SecurityHeaders.Add);
        pages.MapGet("/", (Delegate)ListAlertsAsync);
        pages.MapGet("/alerts/{id}", ShowAlert);
        FormDecisions.Map(pages);
        pages.MapGet("/alerts/{id}/evidence.json", (string id, IAlertStore store) => store.Find(id) is { } stored
            ? Results.File(AlertJson.WriteBytes(stored.Alert), "application/json", $"alert-{stored.Alert.Id}.json")
            : Results.NotFound());
        pages.MapGet("/devices", async (DeviceList list, CancellationToken stop) =>
            new RazorComponentResult<DevicesPage>(new Dictionary<string, object?>
            {
                [nameof(DevicesPage.Devices)] = await list.ReadAsync(stop),
                [nameof(DevicesPage.OpenAlerts)] = list.OpenAlerts(),
            }));
        pages.MapGet("/health", () => new RazorComponentResult<HealthPage>());
        // The log-in page needs them before anybody is logged in.
        pages.MapGet("/assets/{name}", ServeAsset).AllowAnonymous();
        pages.MapGet("/live/alerts", ServeLiveAsync);
    }

    private static async Task<IResult> ListAlertsAsync(HttpContext http)
    {
        var query = AlertQuery.From(http.Request.Query);
        var parameters = new List<(string Name, object? Value)> { (nameof(AlertListPage.Query), query) };
        var desk = http.RequestServices.GetService<DecisionService>();
        if (query.Tab == AlertTab.Review && desk is not null)
        {
            List<ReviewReport> review = [.. (await desk.ReviewAsync()).Select(ReviewReport.Of)];
            parameters.Add((nameof(AlertListPage.Review), review));
            parameters.Add((nameof(AlertListPage.Drift), await desk.DriftAsync()));
        }
        if (query.Tab == AlertTab.Silenced && desk is not null)
        {
            var devices = http.RequestServices.GetRequiredService<DeviceList>();
            parameters.Add((nameof(AlertListPage.Rules), await desk.SuppressionsAsync()));
            parameters.Add((nameof(AlertListPage.Names), await devices.NamesAsync(http.RequestAborted)));
        }
        return Page<AlertListPage>(http, [.. parameters]);
    }

    private static IResult ShowAlert(string id, HttpContext http, IAlertStore store)
    {
        if (store.Find(id) is not { } stored)
            return new RazorComponentResult<NoSuchAlert> { StatusCode = StatusCodes.Status404NotFound };
        var desk = http.RequestServices.GetService<DecisionService>();
        var choices = desk is null ? null : ApproveChoice.For(stored.Alert, desk);
        return Page<AlertPage>(http, (nameof(AlertPage.Stored), stored), (nameof(AlertPage.Choices), choices));
    }

    /// <summary>Returns a page that may follow a decision; the address says which one, and what it closed.</summary>
    private static RazorComponentResult<TPage> Page<TPage>(
        HttpContext http, params (string Name, object? Value)[] parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        all["Done"] = http.Request.Query["done"].ToString();
        var hasCount = int.TryParse(
            http.Request.Query["closed"], NumberStyles.None, CultureInfo.InvariantCulture, out var closed);
        all["Closed"] = hasCount ? closed : 0;
        return new RazorComponentResult<TPage>(all);
    }

    private static IResult ServeAsset(string name, HttpContext http, AssetSet assets)
    {
        if (assets.Find(name) is not { } asset)
            return Results.NotFound();
        var isVersioned = http.Request.Query["v"] == asset.Version;
        http.Response.Headers.CacheControl = isVersioned ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset.Bytes, asset.ContentType, entityTag: asset.Tag);
    }

    private static async Task ServeLiveAsync(HttpContext http, LiveAlerts stream, IHostApplicationLifetime lifetime)
    {
        // Otherwise the service would wait for open streams when it stops, until the web server's time limit.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await stream.ServeAsync(http, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or the service is.
        }
    }
}
