using System.Net;
using System.Text;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Writes an evaluation as one self-contained HTML file with tables and embedded plots.</summary>
/// <remarks>
/// No script. Names from captures are untrusted and are encoded; the content security policy forbids external
/// resources.
/// </remarks>
public static class HtmlReport
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:80rem;
        margin:2rem auto;padding:0 1rem}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.6rem 0}
        th,td{padding:.25rem .7rem;border-bottom:1px solid #8886;text-align:left;vertical-align:top}
        td.n,th.n{text-align:right;white-space:nowrap}figure{display:inline-block;margin:.5rem 1rem .5rem 0}
        figure img{background:#fff;max-width:100%}figcaption{font-size:.9em}
        pre{overflow-x:auto;padding:.6rem;border:1px solid #8886}
        """;

    public static string Of(EvaluationReport report)
    {
        var html = new StringBuilder();
        html.Append(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            + "content=\"width=device-width\">\n");
        html.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
            + "'unsafe-inline'\">\n");
        html.Append($"<title>IoTWatch: accuracy</title><style>{Style}</style></head><body><main>\n");
        html.Append(
            $"<h1>Accuracy</h1><p>Model {Safe(report.Model)}, feature version {report.FeatureVersion}. Written "
            + $"by</p><pre>{Safe(report.Command)}</pre>\n");
        foreach (var plot in ReportPlots.Of(report))
            html.Append(
                $"<figure><img alt=\"{Safe(plot.Finding)}\" "
                + $"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(plot.Svg))}"
                + $"\"><figcaption>{Safe(plot.Title)}</figcaption></figure>\n");
        foreach (var section in ReportSections.Of(report))
        {
            html.Append($"<h2>{Safe(section.Title)}</h2>\n");
            foreach (var paragraph in section.Text)
                html.Append($"<p>{Safe(paragraph)}</p>\n");
            if (section.Table is { } table)
                Write(table, html);
        }
        return html.Append("</main></body></html>\n").ToString();
    }

    private static void Write(ReportTable table, StringBuilder html)
    {
        string Kind(int place) => place == 0 || table.IsProse ? "" : " class=\"n\"";
        html.Append("<div class=\"wide\"><table><thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
            html.Append($"<th scope=\"col\"{Kind(i)}>{Safe(table.Columns[i])}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                html.Append($"<td{Kind(i)}>{Safe(row[i])}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
