using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
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
            new ServiceOptions { DataFolder = folder.Path, Http = new Uri("http://0.0.0.0:8080"), BaseTopic = "#" },
            TestContext.Current.CancellationToken));
        Assert.Contains("administrator.password_hash", refused.Message, StringComparison.Ordinal);
        Assert.Contains("base_topic", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Two_services_cannot_share_a_folder_and_a_refused_start_leaves_nothing_behind()
    {
        await using var first = await ServiceUnderTest.StartAsync();
        var second = first.Options with { EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort.Take() } };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => ServiceHost.StartAsync(second, TestContext.Current.CancellationToken));
        Assert.Contains("in use by another iotwatch", refused.Message, StringComparison.Ordinal);
        await first.Running.StopAsync();
        await using var after = await ServiceHost.StartAsync(
            second, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken);
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
            ServiceHost.StartAsync(
                options, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("is taken by another program", refused.Message, StringComparison.Ordinal);
        await using var again = await ServiceHost.StartAsync(
            options with { Http = new Uri("http://127.0.0.1:0") }, TimeProvider.System, static _ => { },
            TestContext.Current.CancellationToken);
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
    public async Task A_browser_is_sent_to_the_log_in_and_stays_logged_in_by_its_cookie()
    {
        await using var service = await ServiceUnderTest.StartAsync(options => options with { Administrator = Ann });
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = service.Running.HttpAddress };
        using var refused = await BrowseAsync(http, "/devices?x=1");
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        Assert.Equal("/login?back=%2Fdevices%3Fx%3D1", refused.Headers.Location?.ToString());

        using (var wrong = await LogInAsync(http, "ann", "teapot"))
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using (var unknown = await LogInAsync(http, "bob", "kettle"))
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using (var right = await LogInAsync(http, "ann", "kettle"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
            Assert.Equal("/devices?x=1", right.Headers.Location?.ToString());
            var cookie = Assert.Single(
                right.Headers.GetValues("Set-Cookie"),
                value => value.StartsWith("iotwatch-session=", StringComparison.Ordinal));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        }
        using (var devices = await BrowseAsync(http, "/devices"))
        {
            Assert.Equal(HttpStatusCode.OK, devices.StatusCode);
            Assert.Contains("action=\"/logout\"", await TextAsync(devices), StringComparison.Ordinal);
        }
        // The API takes no cookie: a page elsewhere could make a browser send it.
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", null));

        using (var page = await BrowseAsync(http, "/devices"))
        using (var left = await PostAsync(http, "/logout", await TextAsync(page), []))
            Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        using var after = await BrowseAsync(http, "/devices");
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_with_its_password_and_not_with_the_service()
    {
        await using var service = await ServiceUnderTest.StartAsync(options => options with { Administrator = Ann });
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using (var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = service.Running.HttpAddress })
        using (var right = await LogInAsync(http, "ann", "kettle"))
            Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);

        await service.Running.StopAsync();
        await using (var same = await StartAsync(service.Options))
        using (var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = same.HttpAddress })
        using (var devices = await BrowseAsync(http, "/devices"))
            Assert.Equal(HttpStatusCode.OK, devices.StatusCode);

        var changed = service.Options with
        {
            Administrator = Ann with { PasswordHash = PasswordHash.Create("teapot") }
        };
        await using var other = await StartAsync(changed);
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = other.HttpAddress };
        using var refused = await BrowseAsync(client, "/devices");
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
    }

    [Fact]
    public async Task A_program_may_use_the_API_by_its_token_and_nothing_else()
    {
        var token = new string('t', 40);
        var administrator = Ann with { ApiToken = token };
        await using var service = await ServiceUnderTest.StartAsync(
            options => options with { Administrator = administrator });
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/api/v1/alerts", null, token));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/metrics", null, token));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/api/v1/alerts", "ann:kettle"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/api/v1/alerts", null, token[1..]));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/devices", null, token));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts/a/evidence.json")]
    [InlineData("/live/alerts")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/health")]
    [InlineData("/no/such/path")]
    public async Task Whatever_is_not_open_asks_a_program_for_Basic_authentication(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync(options => options with { Administrator = Ann });
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
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

    private static AdministratorOptions Ann { get; } = new()
    {
        Name = "ann",
        PasswordHash = PasswordHash.Create("kettle")
    };

    private static Task<RunningService> StartAsync(ServiceOptions options) =>
        ServiceHost.StartAsync(options, TimeProvider.System, static _ => { }, TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> BrowseAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient http, string name, string password)
    {
        using var page = await BrowseAsync(http, "/login?back=%2Fdevices%3Fx%3D1");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        List<KeyValuePair<string, string>> fields =
            [new("name", name), new("password", password), new("back", "/devices?x=1")];
        return await PostAsync(http, "/login", await TextAsync(page), fields);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, string path, string page, List<KeyValuePair<string, string>> fields)
    {
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]);
        return await http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> GetAsync(
        HttpClient http, string path, string? login, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (login is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
