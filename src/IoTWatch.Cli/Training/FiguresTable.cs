using System.Globalization;
using System.Text.Json;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Models;
using Spectre.Console;

namespace IoTWatch.Cli.Training;

/// <summary>Shows how a new model does on held-out channels beside the scorers to beat.</summary>
internal static class FiguresTable
{
    public static void Write(ModelCard card, RowFormat format, Terminal terminal)
    {
        if (format == RowFormat.Table)
        {
            WriteTable(card, terminal.OutConsole);
            return;
        }
        if (format == RowFormat.Csv)
            terminal.Out.WriteLine("scorer,contacts,auc,auc_low,auc_high,tpr_at_1,tpr_at_1_low,tpr_at_1_high");
        foreach (var figure in card.Figures)
            terminal.Out.WriteLine(format == RowFormat.Csv ? Line(figure) : JsonSerializer.Serialize(
                new { scorer = figure.Scorer, contacts = figure.Contacts, auc = Rounded(figure.Auc), tpr_at_1 = Rounded(figure.TprAt1) }));
    }

    private static void WriteTable(ModelCard card, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("scorer");
        foreach (var name in (string[])["contacts", "AUC [[95 %]]", "found at 1 % false alarms [[95 %]]"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var figure in card.Figures)
            table.AddRow(Markup.Escape(figure.Scorer), figure.Contacts.ToString(CultureInfo.InvariantCulture), Text(figure.Auc), Text(figure.TprAt1));
        console.Write(table);
    }

    private static string Line(ScorerFigures figure) => Csv.Line([
        figure.Scorer, figure.Contacts, .. Rounded(figure.Auc).Cast<object?>(), .. Rounded(figure.TprAt1).Cast<object?>()]);

    private static double[] Rounded(Estimate estimate) => [Math.Round(estimate.Value, 4), Math.Round(estimate.Low, 4), Math.Round(estimate.High, 4)];

    private static string Text(Estimate estimate) =>
        Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:.000} [{estimate.Low:.000}, {estimate.High:.000}]"));
}
