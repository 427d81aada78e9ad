using System.Diagnostics;

namespace IoTWatch.Cli.Tests;

/// <summary>Which assemblies the executable loads: reading captures needs no web server and no MQTT.</summary>
public sealed class LoadedAssembliesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("replay IN --learn 3d --review --format jsonl")]
    [InlineData("replay IN --format csv")]
    [InlineData("replay IN --format table")]
    [InlineData("channels IN --format jsonl")]
    [InlineData("channels IN --format csv")]
    [InlineData("channels IN --format table")]
    [InlineData("profile learn IN --out OUT")]
    [InlineData("profile test IN")]
    [InlineData("simulate kettle --out OUT --duration 10m")]
    [InlineData("evaluate --labels IN/labels.json")]
    [InlineData("--help")]
    public async Task A_verb_that_reads_captures_loads_no_web_server_and_no_MQTT(string line)
    {
        await Simulate();

        var (code, loaded) = Start(line);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("iotwatch", loaded);
        Assert.DoesNotContain(loaded, name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("MQTTnet", StringComparison.Ordinal)
            || name == "IoTWatch.Server");
    }

    [Fact]
    public async Task Publishing_loads_MQTT()
    {
        await Simulate();

        var (code, loaded) = Start("replay IN --publish mqtt://127.0.0.1:1/home");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("MQTTnet", loaded);
    }

    private async Task Simulate() =>
        Assert.Equal(ExitCode.Done, (await Run.Of("simulate", "kettle", "--out", In, "--duration", "20m")).ExitCode);

    private string In => Path.Combine(_folder, "in");

    /// <summary>Runs the built executable as a process of its own.</summary>
    private (int Code, IReadOnlyList<string> Loaded) Start(string line)
    {
        // …/tests/IoTWatch.Cli.Tests/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var program = Path.Combine(root, "src", "IoTWatch.Cli", "bin", output.Parent.Name, output.Name, "iotwatch.dll");
        var list = Path.Combine(_folder, "loaded.txt");
        var words = line.Split(' ').Select(word => word
            .Replace("IN", In, StringComparison.Ordinal)
            .Replace("OUT", Path.Combine(_folder, "out"), StringComparison.Ordinal));
        var start = new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.OutputVariable] = list,
            },
        };
        using var process = Process.Start(start)!;
        var (standard, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"iotwatch {line} did not end within two minutes");
        }
        Assert.True(File.Exists(list), $"iotwatch {line}: {standard.Result}{error.Result}");
        return (process.ExitCode, File.ReadAllLines(list));
    }
}
