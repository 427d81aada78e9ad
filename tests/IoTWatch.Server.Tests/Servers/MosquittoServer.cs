using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>A real mosquitto with its own folder on a free loopback port, ended by its own process id.</summary>
internal sealed class MosquittoServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly TempFolder _folder = new();
    private Process? _process;

    public int Port { get; } = FreePort.Take();

    /// <param name="login">The only user who may log in; null = anybody may.</param>
    /// <param name="savesEachChange">
    /// Writes its store to disk after each change, so that nothing is lost when it is killed; each write is of all that
    /// waits.
    /// </param>
    public static async Task<MosquittoServer> StartAsync(
        (string User, string Password)? login = null, bool savesEachChange = true)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed (Debian: apt-get install mosquitto)");
        var server = new MosquittoServer();
        if (login is { } known)
            await File.WriteAllTextAsync(server._folder.File("passwords"), PasswordLine(known.User, known.Password));
        await File.WriteAllTextAsync(server._folder.File("mosquitto.conf"), $"""
            listener {server.Port} 127.0.0.1
            allow_anonymous {(login is null ? "true" : "false")}
            {(login is null ? "" : "password_file " + server._folder.File("passwords"))}
            persistence true
            persistence_location {server._folder.Path}/
            autosave_on_changes {(savesEachChange ? "true" : "false")}
            autosave_interval {(savesEachChange ? 1 : 1800)}
            max_queued_messages 0
            set_tcp_nodelay true
            {(Environment.UserName == "root" ? "user root" : "# started as an ordinary user")}
            """);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", _folder.File("mosquitto.conf")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await beat.WaitForNextTickAsync(patience.Token))
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                Assert.False(_process.HasExited, "mosquitto ended by itself");
            }
    }

    /// <summary>SIGKILL: no goodbye, nothing saved.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        _folder.Dispose();
    }

    /// <summary>As mosquitto_passwd writes it: $7$ (PBKDF2 with HMAC-SHA-512), iterations, salt, hash.</summary>
    private static string PasswordLine(string user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(12);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 101, HashAlgorithmName.SHA512, 64);
        return $"{user}:$7$101${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n";
    }
}
