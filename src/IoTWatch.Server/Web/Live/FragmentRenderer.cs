using IoTWatch.Server.Feed;
using IoTWatch.Server.Web.AlertList;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Web.Live;

/// <summary>Renders single components of a page for the live stream.</summary>
/// <remarks>
/// A new scope and renderer each time: a renderer keeps every component that it has rendered, about 2 KB a row.
/// </remarks>
public sealed class FragmentRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public Task<string> RowAsync(StoredAlert stored) =>
        RenderAsync<AlertRow>(new() { [nameof(AlertRow.Stored)] = stored });

    public async Task<string> RenderAsync<TComponent>(Dictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var view = parameters is null ? ParameterView.Empty : ParameterView.FromDictionary(parameters);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString());
    }
}
