using System.Globalization;
using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Models;
using Spectre.Console;

namespace IoTWatch.Cli.Training;

/// <summary>Writes the figures of a new model on held-out channels beside those of the other scorers.</summary>
internal static class FiguresTable
{
    private static readonly IReadOnlyList<CsvColumn<ScorerFigures>> Columns =
    [
        new("scorer", figures => figures.Scorer),
        new("contacts", figures => figures.Contacts),
        new("auc", figures => Rounded(figures.Auc)[0]),
        new("auc_low", figures => Rounded(figures.Auc)[1]),
        new("auc_high", figures => Rounded(figures.Auc)[2]),
        new("tpr_at_1", figures => Rounded(figures.TprAt1)[0]),
        new("tpr_at_1_low", figures => Rounded(figures.TprAt1)[1]),
        new("tpr_at_1_high", figures => Rounded(figures.TprAt1)[2]),
    ];

    public static void Write(ModelCard card, RowFormat format, Terminal terminal)
    {
        switch (format)
        {
            case RowFormat.Table:
                WriteTable(card, terminal.OutConsole);
                break;
            case RowFormat.Csv:
                Csv.Write(terminal.Out, Columns, card.Figures);
                break;
            default:
                foreach (var figures in card.Figures)
                    terminal.Out.WriteLine(Json(figures));
                break;
        }
    }

    private static void WriteTable(ModelCard card, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("scorer");
        foreach (var name in (string[])["contacts", "AUC [[95 %]]", "found at 1 % false alarms [[95 %]]"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var figure in card.Figures)
            table.AddRow(
                Markup.Escape(figure.Scorer), figure.Contacts.ToString(CultureInfo.InvariantCulture),
                Text(figure.Auc), Text(figure.TprAt1));
        console.Write(table);
    }

    private static string Json(ScorerFigures figures) => JsonSerializer.Serialize(new
    {
        scorer = figures.Scorer,
        contacts = figures.Contacts,
        auc = Rounded(figures.Auc),
        tpr_at_1 = Rounded(figures.TprAt1),
    });

    private static double[] Rounded(Estimate estimate) =>
        [Math.Round(estimate.Value, 4), Math.Round(estimate.Low, 4), Math.Round(estimate.High, 4)];

    private static string Text(Estimate estimate) =>
        Markup.Escape(FormattableString.Invariant(
            $"{estimate.Value:.000} [{estimate.Low:.000}, {estimate.High:.000}]"));
}
