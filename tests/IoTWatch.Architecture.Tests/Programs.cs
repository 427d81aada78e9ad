using System.Diagnostics;

namespace IoTWatch.Architecture.Tests;

/// <summary>Finds and runs the external programs that tests need.</summary>
internal static class Programs
{
    private static readonly string[] Extra = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Returns the full path of a program, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(Extra)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Returns the full path of a program; without it the test is skipped, or fails if CI=true.</summary>
    public static string Require(string name)
    {
        var path = Find(name);
        if (path is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{name} is not installed; with CI=true that is a failure");
        Assert.SkipWhen(path is null, $"{name} is not installed");
        return path!;
    }

    /// <summary>Runs a program until it ends; fails after two minutes.</summary>
    public static ProgramResult Run(string program, IEnumerable<string> arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Checkout.Root,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within two minutes");
        }
        return new ProgramResult(process.ExitCode, output.Result, error.Result);
    }
}
