using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Hosting;

public class ServiceHostTests
{
    [Fact]
    public async Task A_bad_configuration_is_refused_with_all_its_problems()
    {
        using var folder = new TempFolder();
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ServiceHost.StartAsync(
            new ServiceOptions { DataFolder = folder.Path, Http = new Uri("http://0.0.0.0:8080"), BaseTopic = "#" }, TestContext.Current.CancellationToken));
        Assert.Contains("administrator.password_hash", refused.Message, StringComparison.Ordinal);
        Assert.Contains("base_topic", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Two_services_cannot_share_a_folder_and_a_refused_start_leaves_nothing_behind()
    {
        await using var first = await ServiceUnderTest.StartAsync();
        var second = first.Options with { EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort.Take() } };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ServiceHost.StartAsync(second, TestContext.Current.CancellationToken));
        Assert.Contains("in use by another iotwatch", refused.Message, StringComparison.Ordinal);
        await first.Running.StopAsync();
        await using var after = await ServiceHost.StartAsync(second, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken);
        Assert.NotNull(after.MqttPort);
    }

    [Fact]
    public async Task A_taken_web_port_is_said_clearly_and_everything_else_is_let_go()
    {
        await using var first = await ServiceUnderTest.StartAsync();
        using var folder = new TempFolder();
        var options = new ServiceOptions
        {
            DataFolder = folder.Path,
            Http = first.Running.HttpAddress,
            EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort.Take() },
        };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            ServiceHost.StartAsync(options, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("is taken by another program", refused.Message, StringComparison.Ordinal);
        await using var again = await ServiceHost.StartAsync(
            options with { Http = new Uri("http://127.0.0.1:0") }, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(options.EmbeddedBroker.Port, again.MqttPort);
    }

    [Fact]
    public async Task With_an_administrator_nobody_else_gets_in()
    {
        await using var service = await ServiceUnderTest.StartAsync(options => options with
        {
            Administrator = new AdministratorOptions { Name = "ann", PasswordHash = PasswordHash.Create("kettle") },
        });
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", "ann:teapot"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", "bob:kettle"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/api/v1/alerts", "ann:kettle"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/api/v1/alerts", "ann:kettle"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", "ann:kettl"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/healthz", null));
    }

    [Fact]
    public void A_password_hash_is_salted_and_checks_only_its_password()
    {
        var hash = PasswordHash.Create("kettle");
        Assert.NotEqual(hash, PasswordHash.Create("kettle"));
        Assert.True(PasswordHash.Verify("kettle", hash));
        Assert.False(PasswordHash.Verify("Kettle", hash));
        Assert.False(PasswordHash.IsWellFormed("kettle"));
        Assert.False(PasswordHash.IsWellFormed(hash.Replace("600000", "1", StringComparison.Ordinal)));
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string path, string? login)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (login is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
