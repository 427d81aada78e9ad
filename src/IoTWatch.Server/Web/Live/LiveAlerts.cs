using System.Globalization;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Web.Frame;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Web.Live;

/// <summary>Writes <c>GET /live/alerts</c>: server-sent events for one page.</summary>
/// <remarks>
/// Format: WHATWG HTML, section 9.2. Events: <c>alert</c> (a row, id = the alert's sequence), <c>lost</c> (the number
/// of changes not sent), <c>clock</c> and <c>strip</c> (parts of the frame, when they change). A comment every 15 s
/// keeps proxies from closing. Changes since <c>Last-Event-ID</c> are sent first, then live changes; each one once.
/// When the store or the rendering fails the stream ends; the page connects again and continues after the last event
/// it received. The loop <c>live-pages</c> shows such failures.
/// </remarks>
public sealed class LiveAlerts(
    LiveHub hub, IAlertStore store, FragmentRenderer fragments, LoopSupervisor supervisor, TimeProvider time)
{
    private const int CatchUpRows = 250;
    private const int MaxCatchUp = 1_000;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(5);
    private const int TicksPerComment = 3;

    private readonly SupervisedLoop _loop = supervisor.Add("live-pages");

    public async Task ServeAsync(HttpContext http, CancellationToken stop)
    {
        using var reader = hub.Join();
        if (reader is null)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "60";
            return;
        }
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync("retry: 2000\n: hello\n\n", stop);
#pragma warning disable CA1031 // The page connects again; the loop counts and logs the failure.
        try
        {
            var sent = await CatchUpAsync(http.Response, LastId(http.Request), stop);
            await http.Response.Body.FlushAsync(stop);
            await FollowAsync(http.Response, reader, sent, stop);
        }
        catch (Exception error) when (error is not (OperationCanceledException or IOException))
        {
            _loop.Failed(error);
        }
#pragma warning restore CA1031
    }

    private async Task FollowAsync(HttpResponse response, LiveReader reader, long sent, CancellationToken stop)
    {
        string clock = "", strip = "";
        using var timer = new PeriodicTimer(TickPeriod, time);
        var tick = timer.WaitForNextTickAsync(stop).AsTask();
        var change = reader.Changes.WaitToReadAsync(stop).AsTask();
        for (var ticks = 0; ;)
        {
            await Task.WhenAny(change, tick);
            if (change.IsCompleted)
            {
                await change;
                while (reader.Changes.TryRead(out var next))
                    if (next.Stored.Sequence > sent)
                        await EventAsync(response, "alert", next.Row, sent = next.Stored.Sequence, stop);
                change = reader.Changes.WaitToReadAsync(stop).AsTask();
            }
            if (reader.ResetLost() is var lost and > 0)
                await EventAsync(response, "lost", lost.ToString(CultureInfo.InvariantCulture), null, stop);
            if (tick.IsCompleted)
            {
                await tick;
                if (++ticks % TicksPerComment == 0)
                    await response.WriteAsync(": still here\n\n", stop);
                tick = timer.WaitForNextTickAsync(stop).AsTask();
            }
            clock = await PartAsync<ObservationClock>(response, "clock", clock, stop);
            strip = await PartAsync<WarningStrip>(response, "strip", strip, stop);
            _loop.Succeeded();
            await response.Body.FlushAsync(stop);
        }
    }

    private async Task<string> PartAsync<TComponent>(HttpResponse response, string name, string before,
        CancellationToken stop)
        where TComponent : Microsoft.AspNetCore.Components.IComponent
    {
        var now = await fragments.RenderAsync<TComponent>();
        if (now != before)
            await EventAsync(response, name, now, null, stop);
        return now;
    }

    private async Task<long> CatchUpAsync(HttpResponse response, long? last, CancellationToken stop)
    {
        if (last is not { } sent)
            return -1;
        for (var count = 0; count < MaxCatchUp;)
        {
            var missed = store.Since(sent, CatchUpRows);
            foreach (var stored in missed)
                await EventAsync(response, "alert", await fragments.RowAsync(stored), sent = stored.Sequence, stop);
            count += missed.Count;
            if (missed.Count < CatchUpRows)
                return sent;
        }
        var rest = store.Latest(1) is [var newest, ..] ? newest.Sequence - sent : 0;
        if (rest > 0)
            await EventAsync(response, "lost", rest.ToString(CultureInfo.InvariantCulture), sent + rest, stop);
        return sent + rest;
    }

    private static async Task EventAsync(HttpResponse response, string name, string data, long? id,
        CancellationToken stop)
    {
        if (id is { } number)
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {number}\n"), stop);
        await response.WriteAsync($"event: {name}\n", stop);
        foreach (var line in data.ReplaceLineEndings("\n").Split('\n'))
            await response.WriteAsync($"data: {line}\n", stop);
        await response.WriteAsync("\n", stop);
    }

    private static long? LastId(HttpRequest request)
    {
        string? text = request.Headers["Last-Event-ID"];
        text ??= request.Query["after"];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
