using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Deploy;

/// <summary>Runs the shipped start script and configuration of Mosquitto in a temporary folder.</summary>
internal sealed class MosquittoProcess : IDisposable
{
    public const string ServicePassword = "service-9137";
    public const string HomePassword = "home-5521";
    public const string Sensor = "porch";
    public const string SensorPassword = "porch-7702";

    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-mosquitto-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public MosquittoProcess()
    {
        Programs.Require("mosquitto");
        Programs.Require("mosquitto_passwd");
        File.Copy(Checkout.Full("deploy/mosquitto/acl"), Path.Combine(_folder, "acl"));
        var shipped = Checkout.Read("deploy/mosquitto/mosquitto.conf");
        var adapted = Regex.Replace(shipped, "^listener .*$", $"listener {_port} 127.0.0.1", RegexOptions.Multiline)
            .Replace("/mosquitto/data/", _folder + "/", StringComparison.Ordinal)
            .Replace("/mosquitto/config/", _folder + "/", StringComparison.Ordinal);
        // Started by root, Mosquitto changes to a user who cannot read the folder; in the container it never is root.
        File.WriteAllText(ConfigFile, Environment.UserName == "root" ? adapted + "user root\n" : adapted);
    }

    public string PasswordFile => Path.Combine(_folder, "passwords");

    private string ConfigFile => Path.Combine(_folder, "mosquitto.conf");

    /// <summary>Starts Mosquitto and returns when it has logged that it is running.</summary>
    public void Start()
    {
        _process = Process.Start(StartInfo(ServicePassword, $"{Sensor}:{SensorPassword} router:router-4410"))!;
        var running = new TaskCompletionSource();
        var log = new List<string>();
        void ReadLine(object _, DataReceivedEventArgs line)
        {
            log.Add(line.Data ?? "");
            if (line.Data?.Contains(" running", StringComparison.Ordinal) == true)
                running.TrySetResult();
            else if (line.Data is null)
                running.TrySetException(new InvalidOperationException("Mosquitto ended: " + string.Join('\n', log)));
        }
        _process.ErrorDataReceived += ReadLine;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Assert.True(running.Task.Wait(MqttTestClient.Timeout), "Mosquitto did not log that it is running");
    }

    /// <summary>Runs the start script with secrets that it must refuse, and returns its result.</summary>
    public ProgramResult RunRefusedStart(string servicePassword, string sensors)
    {
        using var process = Process.Start(StartInfo(servicePassword, sensors))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(MqttTestClient.Timeout))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("Mosquitto started, but the start script should have refused");
        }
        return new ProgramResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Kills the process without a clean shutdown, as a power cut does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Connects a client; anonymously where the user is null.</summary>
    public Task<MqttTestClient> Connect(string? user, string? password, string? persistentId = null) =>
        MqttTestClient.Connect(_port, user, password, persistentId);

    public Task<MqttTestClient> ConnectService(string? persistentId = null) =>
        Connect("iotwatch", ServicePassword, persistentId);

    public Task<MqttTestClient> ConnectSensor() => Connect(Sensor, SensorPassword);

    public void Dispose()
    {
        if (_process is not null)
            Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo StartInfo(string servicePassword, string sensors) =>
        new("/bin/sh", [Checkout.Full("deploy/mosquitto/start.sh"), ConfigFile])
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
