using IoTWatch.Server.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IoTWatch.Server.Access;

/// <summary>
/// Requires the administrator on every endpoint once one is configured; without one all requests are allowed.
/// </summary>
/// <remarks>
/// Pages take a session cookie or HTTP Basic authentication; a browser without either is sent to <c>/login</c>. The API
/// takes Basic authentication or the API token, never the cookie, so that no other page can use a session there.
/// <c>/healthz</c>, the log-in and the style sheet are open. Paths without an endpoint need the administrator too.
/// </remarks>
internal static class AdministratorAccess
{
    /// <summary>The scheme of the session cookie.</summary>
    public const string Session = "Session";

    /// <summary>The policy of the endpoints for programs: <c>/api</c>, <c>/metrics</c> and <c>/openapi</c>.</summary>
    public const string ApiPolicy = "Api";

    private const string PagesScheme = "Pages";
    private const string LoginPath = "/login";
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static void AddAdministratorAccess(this IServiceCollection services, AdministratorOptions options)
    {
        if (options.PasswordHash is null)
            return;
        services.AddSingleton<AdministratorCredentials>();
        var authentication = services.AddAuthentication(PagesScheme)
            .AddPolicyScheme(PagesScheme, displayName: null, pages => pages.ForwardDefaultSelector = PageSchemeOf)
            .AddScheme<AuthenticationSchemeOptions, BasicAuthenticationHandler>(
                BasicAuthenticationHandler.SchemeName, null)
            .AddCookie(Session, ConfigureSession);
        string[] apiSchemes = [BasicAuthenticationHandler.SchemeName];
        if (options.ApiToken is not null)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
            apiSchemes = [.. apiSchemes, ApiTokenHandler.SchemeName];
        }
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(PagesScheme).RequireAuthenticatedUser().Build())
            .AddPolicy(ApiPolicy, new AuthorizationPolicyBuilder(apiSchemes).RequireAuthenticatedUser().Build());
    }

    public static void UseAdministratorAccess(this WebApplication app, AdministratorOptions options)
    {
        if (options.PasswordHash is null)
            return;
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>
    /// Requires <see cref="ApiPolicy"/> on an endpoint or a group of them, where an administrator is configured.
    /// </summary>
    public static TBuilder RequireApiAccess<TBuilder>(this TBuilder endpoints, AdministratorOptions options)
        where TBuilder : IEndpointConventionBuilder =>
        options.PasswordHash is null ? endpoints : endpoints.RequireAuthorization(ApiPolicy);

    private static string PageSchemeOf(HttpContext http) =>
        http.Request.Headers.Authorization.Count > 0 ? BasicAuthenticationHandler.SchemeName : Session;

    private static void ConfigureSession(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = LoginPath;
        cookie.ReturnUrlParameter = "back";
        cookie.ExpireTimeSpan = SessionLength;
        cookie.SlidingExpiration = true;
        cookie.Cookie.Name = "iotwatch-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Events.OnRedirectToLogin = RequestLoginAsync;
        cookie.Events.OnValidatePrincipal = context =>
        {
            var credentials = context.HttpContext.RequestServices.GetRequiredService<AdministratorCredentials>();
            if (!credentials.IsCurrent(context.Principal))
                context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }

    /// <summary>
    /// Sends a browser that opens a page to the log-in, and any other client the challenge of Basic authentication.
    /// </summary>
    private static Task RequestLoginAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var opensPage = HttpMethods.IsGet(request.Method)
            && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
        if (!opensPage)
            return context.HttpContext.ChallengeAsync(BasicAuthenticationHandler.SchemeName);
        var back = QueryString.Create("back", request.Path + request.QueryString);
        context.Response.Headers.Location = $"{LoginPath}{back}";
        context.Response.StatusCode = StatusCodes.Status302Found;
        return Task.CompletedTask;
    }
}
