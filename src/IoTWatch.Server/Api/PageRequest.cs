using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>Which page of a list is asked for: <c>?limit=&amp;before=</c>, the cursor being what the header <c>X-Next-Before</c> of the page before says.</summary>
internal sealed record PageRequest(int Limit, string? Before)
{
    private const string NextHeader = "X-Next-Before";

    public static PageRequest? Read(HttpRequest request, out IResult? problem, int limit = 100, int most = 1000)
    {
        problem = null;
        if (request.Query["limit"] is [{ } text, ..] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > most))
            problem = ApiProblem.Of("limit", $"a whole number 1..{most}");
        return problem is null ? new PageRequest(limit, request.Query["before"] is [{ Length: > 0 } before, ..] ? before : null) : null;
    }

    /// <summary>The page of a list in its order, where the cursor is the id of the last item before it.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> list, Func<T, string> id, HttpResponse response)
    {
        var start = Before is null ? 0 : list.TakeWhile(item => id(item) != Before).Count() + 1;
        var page = list.Skip(start).Take(Limit).ToList();
        if (start + page.Count < list.Count)
            Continue(response, id(page[^1]));
        return page;
    }

    public static void Continue(HttpResponse response, string cursor) => response.Headers[NextHeader] = cursor;
}
