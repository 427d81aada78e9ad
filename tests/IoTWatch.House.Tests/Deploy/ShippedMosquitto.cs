using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace IoTWatch.House.Tests.Deploy;

/// <summary>A real Mosquitto, started by the shipped start script on the shipped configuration, with paths and port moved to a folder of its own.</summary>
internal sealed class ShippedMosquitto : IDisposable
{
    public const string ServicePassword = "service-9137";
    public const string HomePassword = "home-5521";
    public const string Sensor = "porch";
    public const string SensorPassword = "porch-7702";

    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-mosquitto-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public ShippedMosquitto()
    {
        Programs.Need("mosquitto");
        Programs.Need("mosquitto_passwd");
        File.Copy(Checkout.Full("deploy/mosquitto/acl"), Path.Combine(_folder, "acl"));
        var shipped = Checkout.Read("deploy/mosquitto/mosquitto.conf");
        var moved = Regex.Replace(shipped, "^listener .*$", $"listener {_port} 127.0.0.1", RegexOptions.Multiline)
            .Replace("/mosquitto/data/", _folder + "/", StringComparison.Ordinal).Replace("/mosquitto/config/", _folder + "/", StringComparison.Ordinal);
        // Started by root it would become a user who cannot read the folder; in the container it never is root.
        File.WriteAllText(ConfigFile, Environment.UserName == "root" ? moved + "user root\n" : moved);
    }

    public string PasswordFile => Path.Combine(_folder, "passwords");

    private string ConfigFile => Path.Combine(_folder, "mosquitto.conf");

    /// <summary>Starts it, and returns once it says that it runs.</summary>
    public void Start()
    {
        _process = Process.Start(StartInfo(ServicePassword, $"{Sensor}:{SensorPassword} router:router-4410"))!;
        var runs = new TaskCompletionSource();
        var said = new List<string>();
        void Hear(object _, DataReceivedEventArgs line)
        {
            said.Add(line.Data ?? "");
            if (line.Data?.Contains(" running", StringComparison.Ordinal) == true)
                runs.TrySetResult();
            else if (line.Data is null)
                runs.TrySetException(new InvalidOperationException("Mosquitto ended: " + string.Join('\n', said)));
        }
        _process.ErrorDataReceived += Hear;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Assert.True(runs.Task.Wait(Peer.Patience), "Mosquitto did not say that it runs");
    }

    /// <summary>Runs the start script with other secrets to its end.</summary>
    public Ran Refusal(string servicePassword, string sensors)
    {
        using var process = Process.Start(StartInfo(servicePassword, sensors))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Peer.Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("it started");
        }
        return new Ran(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Ends it as a power cut does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Connects; without a user, anonymously.</summary>
    public Task<Peer> Connect(string? user, string? password, string? persistentId = null) => Peer.Connect(_port, user, password, persistentId);

    public Task<Peer> ConnectService(string? persistentId = null) => Connect("iotwatch", ServicePassword, persistentId);

    public Task<Peer> ConnectSensor() => Connect(Sensor, SensorPassword);

    public void Dispose()
    {
        if (_process is not null)
            Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo StartInfo(string servicePassword, string sensors) => new("/bin/sh", [Checkout.Full("deploy/mosquitto/start.sh"), ConfigFile])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin",
            ["MQTT_PASSWORD_FILE"] = PasswordFile,
            ["IOTWATCH_MQTT_PASSWORD"] = servicePassword,
            ["HOME_MQTT_PASSWORD"] = HomePassword,
            ["MQTT_SENSORS"] = sensors,
        },
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
