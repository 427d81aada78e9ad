using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IoTWatch.Application.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Home;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Decisions;

/// <summary>Reads a decision out of the plain fields of a form, a JSON object or an MQTT message.</summary>
/// <remarks>
/// Verbs and fields: <c>alert/ack</c>, <c>alert/archive</c>, <c>alert/escalate</c>, <c>alert/reopen</c>,
/// <c>alert/reject</c> (in review only), <c>alert/false_positive</c> (id, comment); <c>alert/snooze</c> (id, until or
/// for); <c>alert/approve</c> (id, scope, match, expires, comment); <c>suppression/delete</c> (id);
/// <c>review/approve</c> (id, expires), <c>review/reject</c> (id); <c>drift/accept</c>, <c>drift/reject</c>,
/// <c>profile/freeze</c>, <c>device/approve</c> (device); <c>device/rename</c> (device, name). Times are ISO 8601,
/// spans as in the configuration (12h, 7d) and counted from the last observation. A field that a verb does not know
/// is a problem, so that a misspelt scope is no silent default.
/// </remarks>
internal sealed class DecisionRequest(IReadOnlyDictionary<string, string> fields, IAlertStore alerts, DateTime nowAt)
{
    private const int MaxNameLength = 64;
    private const int MaxCommentLength = 500;
    private static readonly TimeSpan MinSpan = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(3650);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "dry_run", "transaction" };

    /// <summary>What is wrong; null where nothing is.</summary>
    public DecisionProblem? Problem { get; private set; }

    /// <summary>Only asks what would be changed.</summary>
    public bool IsDryRun => Field("dry_run") is "true";

    /// <summary>The problem where what the decision is about was gone when it was carried out.</summary>
    public DecisionProblem NotThere => new(
        fields.ContainsKey("id") ? "id" : "device",
        "nothing of the kind is there, or somebody has decided on it already", 404);

    /// <summary>The decision; null where there is a <see cref="Problem"/>.</summary>
    public async Task<Decision?> ReadAsync(string verb, Func<Task<IReadOnlyList<ReviewItem>>> review)
    {
        Decision? decision = verb switch
        {
            "alert/ack" => Triage(AlertState.Acknowledged, null),
            "alert/archive" => Triage(AlertState.Archived, null),
            "alert/escalate" => Triage(AlertState.Escalated, true),
            "alert/reopen" or "alert/reject" => Triage(AlertState.Open, null, isReject: verb == "alert/reject"),
            "alert/false_positive" => Triage(AlertState.FalsePositive, false),
            "alert/snooze" => Snooze(),
            "alert/approve" => Approve(),
            "suppression/delete" => Text("id") is { } rule ? new UnsuppressDecision(rule) : null,
            "review/approve" => await ReviewAsync(review, isApproved: true).ConfigureAwait(false),
            "review/reject" => await ReviewAsync(review, isApproved: false).ConfigureAwait(false),
            "device/approve" => Text("device") is { } device
                ? new ReviewDecision(device, null, true, Until("expires")) : null,
            "drift/accept" => Text("device") is { } device ? new DriftDecision(device, true) : null,
            "drift/reject" => Text("device") is { } device ? new DriftDecision(device, false) : null,
            "profile/freeze" => Text("device") is { } device ? new FreezeDecision(device) : null,
            "device/rename" => Text("device") is { } device ? new RenameDecision(device, Name()) : null,
            _ => Refuse("verb", $"'{Short(verb)}' is no request", 404),
        };
        if (Field("dry_run") is not (null or "true" or "false"))
            Refuse("dry_run", "true or false");
        foreach (var unknown in fields.Keys.Where(field => !_known.Contains(field)))
            Refuse(unknown, $"{verb} knows no such field");
        return Problem is null ? decision : null;
    }

    private TriageDecision? Triage(AlertState state, bool? verdict, bool isReject = false)
    {
        var comment = Comment();
        if (Alert() is not { } alert)
            return null;
        if (alert.SuppressedBy is { } rule)
        {
            Refuse("id", $"suppression {rule} silences this alert: take that back first", 409);
            return null;
        }
        if (alert.State == AlertState.Review && alert.EndedAt is null ? state == AlertState.Acknowledged : isReject)
        {
            var message = isReject
                ? "this alert does not wait for review"
                : "this alert waits for review: approve or reject it";
            Refuse("id", message, 409);
            return null;
        }
        return new TriageDecision(alert, state, verdict, comment);
    }

    private SuppressDecision? Snooze()
    {
        var (until, span) = (Until("until"), Until("for"));
        if ((until ?? span) is null)
            Refuse("until", "a time, or 'for' with a span such as 8h");
        return Alert() is { } alert && (until ?? span) is { } end
            ? new SuppressDecision(Rule(alert, SuppressionScope.Device, withPort: false, alert.Kind, end,
                AlertState.Snoozed))
            : null;
    }

    private SuppressDecision? Approve()
    {
        var scope = Choice("scope", "device", "model", "all");
        var match = Choice("match", "destination", "destination_port");
        var expires = Until("expires");
        if (Alert() is not { } alert)
            return null;
        if (scope == 1 && (alert.Device.Model ?? alert.Device.Vendor) is null)
            Refuse("scope", "neither model nor vendor of this device is known: choose device or all");
        return new SuppressDecision(Rule(alert, (SuppressionScope)scope, match == 1, null, expires,
            AlertState.Approved));
    }

    private Suppression Rule(Alert alert, SuppressionScope scope, bool withPort, AlertKind? kind,
        DateTime? expiresAt, AlertState state)
    {
        var rule = Of(alert, scope, withPort, state) with
        {
            Kind = kind,
            ExpiresAt = expiresAt,
            CreatedAt = nowAt,
            Comment = Comment()
        };
        // The same decision made again renews the rule instead of adding another.
        var text = $"{rule.State}|{rule.Scope}|{rule.Subject}|{rule.Destination}|{rule.Proto}|{rule.Port}|{rule.Kind}";
        return rule with { Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)) };
    }

    /// <summary>The rule without its id and times, as a page asks what it would close.</summary>
    public static Suppression Of(Alert alert, SuppressionScope scope, bool withPort,
        AlertState state = AlertState.Approved)
    {
        var subject = scope switch
        {
            SuppressionScope.Device => alert.Device.Id,
            SuppressionScope.Model => alert.Device.Model ?? alert.Device.Vendor,
            _ => null,
        };
        var hasPort = withPort && alert.Destination.Port > 0;
        return new Suppression(
            "", scope, subject,
            alert.Destination.Name, hasPort ? alert.Destination.Proto : null,
            hasPort ? alert.Destination.Port : null, State: state);
    }

    private async Task<ReviewDecision?> ReviewAsync(Func<Task<IReadOnlyList<ReviewItem>>> review, bool isApproved)
    {
        var expires = isApproved ? Until("expires") : null;
        if (Text("id") is not { } id)
            return null;
        if ((await review().ConfigureAwait(false)).FirstOrDefault(item => item.Id == id) is { } found)
            return new ReviewDecision(found.Device, found.Channel, isApproved, expires);
        Refuse("id", "nothing with this id waits for review", 404);
        return null;
    }

    private Alert? Alert()
    {
        if (Text("id") is not { } id)
            return null;
        if (alerts.Find(id) is { } stored)
            return stored.Alert;
        Refuse("id", "no alert has this id", 404);
        return null;
    }

    private string? Name()
    {
        var name = Field("name")?.Trim();
        if (name is null)
            Refuse("name", "is missing; an empty one takes the name back");
        else if (name.Length > MaxNameLength || name.Any(char.IsControl))
            Refuse("name", $"at most {MaxNameLength} characters on one line");
        return string.IsNullOrEmpty(name) ? null : name;
    }

    private string? Comment()
    {
        var comment = Field("comment")?.Trim();
        if (comment?.Length > MaxCommentLength)
            Refuse("comment", $"at most {MaxCommentLength} characters");
        return string.IsNullOrEmpty(comment) ? null : comment;
    }

    private int Choice(string field, params string[] words)
    {
        if (Field(field) is not { Length: > 0 } text)
            return 0;
        var at = Array.IndexOf(words, text);
        if (at < 0)
            Refuse(field, $"one of {string.Join(", ", words)}");
        return Math.Max(at, 0);
    }

    /// <summary>A time, or a span from the last observation on.</summary>
    private DateTime? Until(string field)
    {
        if (Field(field) is not { Length: > 0 } text)
            return null;
        if (DurationText.TryParse(text, out var span) && span >= MinSpan && span <= MaxSpan)
            return nowAt + span;
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, style, out var time)
            && time.UtcDateTime > nowAt && time.UtcDateTime - nowAt <= MaxSpan)
            return time.UtcDateTime;
        var last = nowAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Refuse(field, $"a time after {last}, the last observation, or a span such as 8h or 7d (1m..3650d)");
        return null;
    }

    private string? Text(string field)
    {
        if (Field(field) is { Length: > 0 and <= 128 } text)
            return text;
        Refuse(field, "is missing, empty or too long");
        return null;
    }

    private string? Field(string name)
    {
        _known.Add(name);
        return fields.GetValueOrDefault(name);
    }

    private Decision? Refuse(string field, string message, int status = 400)
    {
        Problem ??= new DecisionProblem(field, message, status);
        return null;
    }

    private static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
