using System.Text.Json;

namespace IoTWatch.Core.Profiles;

/// <summary>Reads a MUD document and reports every problem with its path.</summary>
/// <remarks>
/// RFC 8520 section 2 (the module <c>ietf-mud</c>) and RFC 8519 (access lists); the drafts' shape too. See
/// <see cref="MudDocument"/>.
/// </remarks>
public static class MudReader
{
    /// <summary>
    /// Returns the document, or null if <paramref name="problems"/> got an entry ("path: what is wrong; how to mend
    /// it").
    /// </summary>
    public static MudDocument? Read(string json, ICollection<string> problems)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var found = new List<string>();
            var document = Read(new JsonCursor(parsed.RootElement, "$", found));
            foreach (var problem in found)
                problems.Add(problem);
            return found.Count == 0 ? document : null;
        }
        catch (JsonException e)
        {
            problems.Add(
                $"$: is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}); mend it there, a JSON "
                + "checker shows the place");
            return null;
        }
    }

    private static MudDocument Read(JsonCursor root)
    {
        string? url = null, info = null;
        DateTime? updated = null;
        IReadOnlyList<string> from = [];
        if (root.Require("ietf-mud:mud", "a MUD document has it at the top (RFC 8520)") is { } mud)
        {
            _ = mud.Require("mud-version", "write \"mud-version\": 1")?.Integer(1, 1);
            url = mud.Find("mud-url")?.Text();
            info = mud.Find("systeminfo")?.Text();
            if (mud.Find("last-update")?.Text() is { } text)
                updated = MudTime.Parse(text);
            from = Policy(mud.Require("from-device-policy", "name there the access lists of what the device sends"));
            _ = Policy(mud.Find("to-device-policy"));
        }
        var acls = Acls(root);
        var extension = root.Find("iotwatch:profile") is { } cursor ? ProfileExtensionReader.Read(cursor) : null;
        foreach (var name in from)
            if (acls.All(acl => acl.Name != name))
                root.Problem(
                    $"the access list '{name}' that from-device-policy names is not there; add it or correct the name");
        return new MudDocument(url, info, updated, from, acls, extension);
    }

    private static List<string> Policy(JsonCursor? policy)
    {
        var names = new List<string>();
        if (policy?.Require("access-lists", "name the access lists there")
                ?.Require("access-list", "write [ { \"name\": \"…\" } ]") is { } list)
            foreach (var item in list.Items())
                if (item.Require("name", "write { \"name\": \"…\" }")?.Text() is { } name)
                    names.Add(name);
        return names;
    }

    private static List<MudAcl> Acls(JsonCursor root)
    {
        var acls = new List<MudAcl>();
        var lists = root.Find("ietf-access-control-list:access-lists")
            ?? root.Require("ietf-access-control-list:acls", "the access lists stand there (RFC 8519)");
        if (lists?.Require("acl", "write a list of access lists there") is { } list)
            foreach (var acl in list.Items())
                if (acl.Require("name", "from-device-policy refers to it")?.Text() is { } name)
                    acls.Add(new MudAcl(name, Aces(acl)));
        return acls;
    }

    private static List<MudAce> Aces(JsonCursor acl)
    {
        var aces = new List<MudAce>();
        if (acl.Require("aces", "write { \"ace\": [ … ] }")?.Require(
            "ace", "write a list of entries there") is { } list)
            foreach (var item in list.Items())
            {
                var ace = MudAceReader.Read(item);
                // The order of an access list matters only here: a refusal before a permission restricts it.
                if (ace.Accepts && aces.Count > 0 && !aces[^1].Accepts)
                    item.Problem(
                        "accepts after an entry that does not; list only what is accepted, everything else is "
                        + "refused anyway");
                aces.Add(ace);
            }
        return aces;
    }
}
