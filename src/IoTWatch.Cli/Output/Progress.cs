using Spectre.Console;

namespace IoTWatch.Cli.Output;

/// <summary>Shows a person on a terminal which step long work has reached; silent in a pipe.</summary>
internal static class Progress
{
    public static T Over<T>(Terminal terminal, Func<IProgress<string>, T> work, CancellationToken cancellation) =>
        terminal.ErrorIsTerminal
            ? terminal.ErrorConsole.Status().Start("starting…", status => work(new Steps(text => status.Status(Markup.Escape(text)), cancellation)))
            : work(new Steps(_ => { }, cancellation));

    /// <summary>Reports at once on the caller's thread, which is also where Ctrl-C ends the work.</summary>
    private sealed class Steps(Action<string> show, CancellationToken cancellation) : IProgress<string>
    {
        public void Report(string value)
        {
            cancellation.ThrowIfCancellationRequested();
            show(value);
        }
    }
}
