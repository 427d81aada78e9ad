using Spectre.Console;

namespace IoTWatch.Cli.Output;

/// <summary>Runs long work and shows its current step on a terminal; shows nothing in a pipe.</summary>
internal static class Progress
{
    public static T Run<T>(Terminal terminal, Func<IProgress<string>, T> work, CancellationToken cancellation) =>
        terminal.ErrorIsTerminal
            ? terminal.ErrorConsole.Status().Start(
                "starting…", status => work(new Steps(text => status.Status(Markup.Escape(text)), cancellation)))
            : work(new Steps(_ => { }, cancellation));

    /// <summary>Reports at once on the caller's thread, and ends the work there on Ctrl-C.</summary>
    private sealed class Steps(Action<string> show, CancellationToken cancellation) : IProgress<string>
    {
        public void Report(string value)
        {
            cancellation.ThrowIfCancellationRequested();
            show(value);
        }
    }
}
