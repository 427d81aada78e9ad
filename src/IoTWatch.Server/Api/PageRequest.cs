using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Api;

/// <summary>The page of a list that a request asks for by <c>?limit=&amp;before=</c>.</summary>
/// <remarks>The cursor <c>before</c> is the value of the header <c>X-Next-Before</c> of the previous page.</remarks>
internal sealed record PageRequest(int Limit, string? Before)
{
    private const string NextHeader = "X-Next-Before";

    public static PageRequest? Read(HttpRequest request, out IResult? problem, int limit = 100, int maximum = 1000)
    {
        problem = null;
        if (request.Query["limit"] is [{ } text, ..])
        {
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
            if (!isNumber || limit < 1 || limit > maximum)
                problem = ApiProblem.Of("limit", $"a whole number 1..{maximum}");
        }
        var before = request.Query["before"] is [{ Length: > 0 } cursor, ..] ? cursor : null;
        return problem is null ? new PageRequest(limit, before) : null;
    }

    /// <summary>Returns the page of a list in its order; the cursor is the id of the last item before it.</summary>
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
