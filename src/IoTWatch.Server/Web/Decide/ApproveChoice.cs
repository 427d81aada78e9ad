using IoTWatch.Core.Alerts;
using IoTWatch.Core.Text;
using IoTWatch.Server.Decisions;

namespace IoTWatch.Server.Web.Decide;

/// <summary>One way to approve an alert, and the stored alerts that it would close.</summary>
/// <param name="Value">Scope and match, as the form sends them.</param>
public sealed record ApproveChoice(string Value, string Says, IReadOnlyList<Alert> Closes)
{
    public int Escalated => Closes.Count(alert => alert.State == AlertState.Escalated);

    /// <summary>
    /// Every way, narrowest first; where an alert has no port, or a device no model, those ways are left out.
    /// </summary>
    public static IReadOnlyList<ApproveChoice> For(Alert alert, DecisionService desk)
    {
        var choices = new List<ApproveChoice>();
        var (device, to) = (PageText.Name(alert.Device), PageText.Visible(alert.Destination.Name));
        foreach (var scope in Enum.GetValues<SuppressionScope>())
            foreach (var withPort in (bool[])[true, false])
            {
                var rule = DecisionRequest.Of(alert, scope, withPort);
                if ((withPort && rule.Port is null) || (scope == SuppressionScope.Model && rule.Subject is null))
                    continue;
                var who = scope switch
                {
                    SuppressionScope.Device => device,
                    SuppressionScope.Model => $"every {PageText.Visible(rule.Subject!)}",
                    _ => "every device",
                };
                var (match, where) = withPort
                    ? ("destination_port", $"{to}, {rule.Proto}/{rule.Port} only")
                    : ("destination", $"{to}, any service");
                var value = $"{SnakeCase.Of(scope)} {match}";
                choices.Add(new ApproveChoice(value, $"{who} to {where}", desk.PreviewClosed(rule)));
            }
        return choices;
    }

    public IReadOnlyList<Alert> Others(Alert alert) => [.. Closes.Where(closed => closed.Id != alert.Id)];
}
