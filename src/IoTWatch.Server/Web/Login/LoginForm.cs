using IoTWatch.Server.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IoTWatch.Server.Web.Login;

/// <summary>Maps <c>/login</c> and <c>/logout</c>: opens and closes the session of the administrator.</summary>
internal static class LoginForm
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter(SecurityHeaders.Add);
        pages.MapGet("/login", (string? back) => Page(back, failed: false)).AllowAnonymous();
        pages.MapPost("/login", LogInAsync).AllowAnonymous();
        pages.MapPost("/logout", LogOutAsync);
    }

    private static async Task<IResult> LogInAsync(
        HttpContext http, AdministratorCredentials credentials, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            return Page("/", failed: false);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!await credentials.VerifyAsync(form["name"].ToString(), form["password"].ToString(), http.RequestAborted))
            return Page(form["back"], failed: true);
        await http.SignInAsync(AdministratorAccess.Session, credentials.CreatePrincipal(AdministratorAccess.Session));
        return SeeOther(http, OwnPath.Of(form["back"]));
    }

    private static async Task<IResult> LogOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(http))
            await http.SignOutAsync(AdministratorAccess.Session);
        return SeeOther(http, "/login");
    }

    private static RazorComponentResult<LoginPage> Page(string? back, bool failed) =>
        new(new Dictionary<string, object?>
        {
            [nameof(LoginPage.Back)] = OwnPath.Of(back),
            [nameof(LoginPage.Failed)] = failed,
        })
        {
            StatusCode = failed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK,
        };

    private static IResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
