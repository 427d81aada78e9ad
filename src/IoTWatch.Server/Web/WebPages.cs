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

/// <summary>Puts the pages, their assets and the live stream on a web application.</summary>
/// <remarks>Needs <see cref="IAlertStore"/>, <see cref="AlertFeed"/> and <see cref="ServiceStatus"/>; uses <see cref="IDeviceSource"/> where there is one.</remarks>
public static class WebPages
{
    public static IServiceCollection AddIoTWatchPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LoopSupervisor>();
        services.AddSingleton<AssetSet>().AddSingleton<Blindness>().AddSingleton<FragmentRenderer>().AddSingleton<LiveHub>().AddSingleton<LiveAlerts>();
        services.AddSingleton(provider => new DeviceList(provider.GetRequiredService<IAlertStore>(), provider.GetService<IDeviceSource>()));
        return services;
    }

    public static void MapIoTWatchPages(this WebApplication app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(SecurityHeaders.Add);
        pages.MapGet("/", async (HttpContext http) =>
        {
            var query = AlertQuery.From(http.Request.Query);
            var desk = http.RequestServices.GetService<DecisionService>();
            return Page<AlertListPage>(
                http, (nameof(AlertListPage.Query), query),
                (nameof(AlertListPage.Review), query.Tab == AlertTab.Review && desk is not null ? (await desk.ReviewAsync()).Select(ReviewReport.Of).ToList() : []),
                (nameof(AlertListPage.Drift), query.Tab == AlertTab.Review && desk is not null ? await desk.DriftAsync() : []),
                (nameof(AlertListPage.Rules), query.Tab == AlertTab.Silenced && desk is not null ? await desk.SuppressionsAsync() : []),
                (nameof(AlertListPage.Names), query.Tab == AlertTab.Silenced ? await http.RequestServices.GetRequiredService<DeviceList>().NamesAsync(http.RequestAborted) : new Dictionary<string, string>()));
        });
        pages.MapGet("/alerts/{id}", (string id, HttpContext http, IAlertStore store) => store.Find(id) is { } stored
            ? Page<AlertPage>(http, (nameof(AlertPage.Stored), stored),
                (nameof(AlertPage.Choices), http.RequestServices.GetService<DecisionService>() is { } desk ? ApproveChoice.For(stored.Alert, desk) : null))
            : (IResult)new RazorComponentResult<NoSuchAlert> { StatusCode = StatusCodes.Status404NotFound });
        FormDecisions.Map(pages);
        pages.MapGet("/alerts/{id}/evidence.json", (string id, IAlertStore store) => store.Find(id) is { } stored
            ? Results.File(AlertJson.WriteBytes(stored.Alert), "application/json", $"alert-{stored.Alert.Id}.json")
            : Results.NotFound());
        pages.MapGet("/devices", async (DeviceList list, CancellationToken stop) => new RazorComponentResult<DevicesPage>(new Dictionary<string, object?>
        {
            [nameof(DevicesPage.Devices)] = await list.ReadAsync(stop),
            [nameof(DevicesPage.OpenAlerts)] = list.OpenAlerts(),
        }));
        pages.MapGet("/health", () => new RazorComponentResult<HealthPage>());
        pages.MapGet("/assets/{name}", ServeAsset);
        pages.MapGet("/live/alerts", ServeLiveAsync);
    }

    /// <summary>A page that may follow a decision: what that did is in its address.</summary>
    private static RazorComponentResult<TPage> Page<TPage>(HttpContext http, params (string Name, object? Value)[] parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        all["Done"] = http.Request.Query["done"].ToString();
        all["Closed"] = int.TryParse(http.Request.Query["closed"], NumberStyles.None, CultureInfo.InvariantCulture, out var closed) ? closed : 0;
        return new RazorComponentResult<TPage>(all);
    }

    private static IResult ServeAsset(string name, HttpContext http, AssetSet assets)
    {
        if (assets.Find(name) is not { } asset)
            return Results.NotFound();
        http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset.Bytes, asset.ContentType, entityTag: asset.Tag);
    }

    private static async Task ServeLiveAsync(HttpContext http, LiveAlerts stream, IHostApplicationLifetime lifetime)
    {
        // Open streams would hold up the end of the service until its patience is over.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
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
