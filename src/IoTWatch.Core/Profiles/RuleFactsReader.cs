using System.Globalization;
using System.Text.Json;

namespace IoTWatch.Core.Profiles;

/// <summary>Reads one entry of <c>rules</c> in the member <c>iotwatch:profile</c>.</summary>
internal static class RuleFactsReader
{
    public static RuleFacts? Read(JsonCursor cursor)
    {
        var ace = cursor.Require("ace", "name the access list entry it belongs to")?.Text();
        uint? asn = null;
        long hits = 0;
        double? seconds = null;
        DateTime? created = null, expires = null, lastHit = null;
        foreach (var (name, member) in cursor.Members())
            switch (name)
            {
                case "ace":
                    break;
                case "asn":
                    asn = (uint?)Number(member, 0, uint.MaxValue);
                    break;
                case "hits":
                    hits = (long?)Number(member, 0, long.MaxValue) ?? 0;
                    break;
                case "seconds":
                    seconds = Number(member, 0.1, 31_536_000);
                    break;
                case "created":
                    created = Time(member);
                    break;
                case "expiry":
                    expires = Time(member);
                    break;
                case "last-hit":
                    lastHit = Time(member);
                    break;
                default:
                    member.Problem("is not known; use ace, asn, seconds, created, expiry, hits or last-hit");
                    break;
            }
        return ace is null ? null : new RuleFacts(ace, asn, created, expires, hits, lastHit, seconds, cursor.Path);
    }

    private static double? Number(JsonCursor cursor, double min, double max)
    {
        if (cursor.Value.ValueKind == JsonValueKind.Number
            && cursor.Value.TryGetDouble(out var number)
            && number >= min
            && number <= max)
            return number;
        cursor.Problem(string.Create(CultureInfo.InvariantCulture, $"is not a number from {min} to {max}"));
        return null;
    }

    private static DateTime? Time(JsonCursor cursor)
    {
        if (cursor.Value.ValueKind == JsonValueKind.String && MudTime.Parse(cursor.Value.GetString()) is { } at)
            return at;
        cursor.Problem("is not a time; write for example \"2025-11-01T00:00:00Z\"");
        return null;
    }
}
