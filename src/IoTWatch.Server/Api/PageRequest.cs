using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>Which page of a list is asked for: <c>?limit=&amp;before=</c>, the cursor being what the header <c>X-Next-Before</c> of the page before says.</summary>
internal sealed record PageRequest(int Limit, string? Before)
{
    private const string NextHeader = "X-Next-Before";
    private const int Default = 100;
    private const int Most = 1000;

    public static PageRequest? Read(HttpRequest request, out IResult? problem)
    {
        problem = null;
        var limit = Default;
        if (request.Query["limit"] is [{ } text, ..] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most))
            problem = ApiProblem.Of("limit", $"a whole number 1..{Most}");
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
