using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IoTWatch.Server.Access;
using IoTWatch.Server.Api;
using IoTWatch.Server.Bridge;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Web;
using IoTWatch.Server.Web.Login;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Hosting;

/// <summary>Starts the service behind <c>iotwatch run</c> and <c>iotwatch demo</c>.</summary>
public static class ServiceHost
{
    public static Task<RunningService> StartAsync(ServiceOptions options, CancellationToken cancel) =>
        StartAsync(options, TimeProvider.System, logging: null, cancel);

    /// <param name="logging">Where log lines go; null = the console.</param>
    /// <exception cref="StartRefusedException">The service will not start; the message names every problem, one a line,
    /// and the mend.</exception>
    public static async Task<RunningService> StartAsync(
        ServiceOptions options, TimeProvider time, Action<ILoggingBuilder>? logging, CancellationToken cancel)
    {
        var problems = ServiceRules.Problems(options).ToList();
        if (problems.Count > 0)
            throw new StartRefusedException(string.Join(Environment.NewLine, problems));
        var folder = DataFolder.Open(options.DataFolder);
        RunningService? service = null;
        try
        {
            service = new RunningService(Build(options, folder, time, logging), options);
            await service.StartAsync(ConfigHash(options), cancel).ConfigureAwait(false);
            return service;
        }
        catch (Exception error)
        {
            if (service is not null)
                await service.AbandonAsync().ConfigureAwait(false);
            folder.Dispose();
            throw error switch
            {
                InvalidDataException or FormatException => new StartRefusedException(error.Message, error),
                IOException when error.InnerException is AddressInUseException => new StartRefusedException(
                    $"http: {options.Http.Authority} is taken by another program; choose another port", error),
                _ => error,
            };
        }
    }

    private static WebApplication Build(
        ServiceOptions options, DataFolder folder, TimeProvider time, Action<ILoggingBuilder>? logging)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(ServiceHost).Assembly.GetName().Name,
        });
        // Settings come from iotwatch.json alone: no appsettings.json or ASPNETCORE_URLS may move the address.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            // It warns that its keys are not encrypted: they lie in the data folder, which is closed to others.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        (logging ?? (static lines => lines.AddSimpleConsole(console => console.SingleLine = true)))(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options.Http));

        var services = builder.Services;
        services.AddSingleton(time).AddSingleton(options).AddSingleton(options.Storage)
            .AddSingleton(options.EmbeddedBroker).AddSingleton(options.Broker).AddSingleton(options.Influx)
            .AddSingleton(options.Administrator).AddSingleton(_ => folder)
            .AddSingleton(provider => Database.Open(folder.Path, provider.GetRequiredService<LoopSupervisor>()))
            .AddSingleton<Journal>().AddSingleton<CheckpointStore>()
            .AddSingleton(provider =>
                new SqliteAlertStore(provider.GetRequiredService<Database>(), options.Storage.ChangesKeep))
            .AddSingleton<IAlertStore>(provider => provider.GetRequiredService<SqliteAlertStore>())
            .AddSingleton<IngestStatistics>().AddSingleton<ServiceStatus>().AddSingleton<AlertFeed>()
            .AddSingleton<IDetectionSink>(provider => provider.GetRequiredService<AlertFeed>())
            .AddSingleton(provider => Detector.Build(options, provider.GetRequiredService<ServiceStatus>()))
            .AddSingleton(new Topics(options.BaseTopic)).AddSingleton<TelemetryIngest>()
            .AddSingleton<LoopSupervisor>().AddSingleton<PipelineQueries>()
            .AddSingleton<IDeviceSource>(provider => provider.GetRequiredService<PipelineQueries>())
            .AddIoTWatchApiDescription().AddIoTWatchMetrics(options.Telemetry).AddIoTWatchPages()
            .AddIoTWatchInflux(options.Influx, folder.Path)
            .AddSingleton(provider => new SinkSet(
                [.. provider.GetServices<IDetectionSink>(), .. provider.GetServices<BridgePublisher>()],
                provider.GetRequiredService<IngestStatistics>(), provider.GetRequiredService<ILogger<SinkSet>>()))
            .AddSingleton<DecisionExecutor>().AddSingleton<DecisionService>()
            .AddSingleton<DetectionLoop>().AddSingleton<IdleClock>();
        services.AddAdministratorAccess(options.Administrator);
        // Stored beside the database, so that a form or a session from before a restart is valid after it.
        var keys = new DirectoryInfo(Path.Combine(folder.Path, "keys"));
        services.AddDataProtection().SetApplicationName("iotwatch").PersistKeysToFileSystem(keys);
        if (options.UsesEmbeddedBroker)
            AddBroker<EmbeddedBroker>(services);
        if (options.Broker.Host is not null)
            AddBroker<ExternalBroker>(services);

        var app = builder.Build();
        app.UseAdministratorAccess(options.Administrator);
        var refusal = ApiProblem.Of("", "this request comes from another web page", StatusCodes.Status403Forbidden);
        app.Use((http, next) => SameSite.Allows(http.Request, options) ? next(http) : refusal.ExecuteAsync(http));
        app.MapIoTWatchApi(options.Administrator);
        app.MapOpenApi().RequireApiAccess(options.Administrator);
        app.MapIoTWatchPages();
        if (options.Administrator.PasswordHash is not null)
            LoginForm.Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, Uri address)
    {
        kestrel.AddServerHeader = false;
        var isAddress = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip);
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            kestrel.ListenLocalhost(address.Port);
        else
            kestrel.Listen(isAddress ? ip! : IPAddress.Any, address.Port);
    }

    private static void AddBroker<TBroker>(IServiceCollection services)
        where TBroker : class, IBroker
    {
        services.AddSingleton<TBroker>();
        services.AddSingleton(provider => new BridgePublisher(
            provider.GetRequiredService<TBroker>(), provider.GetRequiredService<Topics>(),
            provider.GetRequiredService<SqliteAlertStore>(), provider.GetRequiredService<ServiceStatus>(),
            provider.GetRequiredService<LoopSupervisor>(), provider.GetRequiredService<ILogger<BridgePublisher>>()));
    }

    /// <summary>Twelve hex digits that change with the configuration, secrets left out.</summary>
    private static string ConfigHash(ServiceOptions options)
    {
        var withoutSecrets = options with
        {
            Broker = options.Broker with { Password = null },
            Influx = options.Influx with { Password = null, Token = null },
            Administrator = new AdministratorOptions(),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(withoutSecrets)))[..12];
    }
}
