using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>Which services are no business of which class of device (U8).</summary>
public sealed record ClassOptions
{
    /// <summary>
    /// By port (IANA service names); kept short on purpose: each of these is a log-in to another machine, mail, or
    /// chat.
    /// </summary>
    public IReadOnlyList<ForbiddenService> Forbidden { get; init; } =
    [
        new("Telnet", "log-in to another machine", TransportProtocol.Tcp, 23, 23, ForUnknown: true, ForReporter: true,
            InsideHome: true),
        new("Telnet", "log-in to another machine", TransportProtocol.Tcp, 2323, 2323, ForUnknown: true,
            ForReporter: true, InsideHome: true),
        new("SSH", "log-in to another machine", TransportProtocol.Tcp, 22, 22, ForUnknown: false, ForReporter: true,
            InsideHome: true),
        new("remote desktop", "log-in to another machine", TransportProtocol.Tcp, 3389, 3389, ForUnknown: false,
            ForReporter: true, InsideHome: true),
        new("VNC", "log-in to another machine", TransportProtocol.Tcp, 5900, 5900, ForUnknown: false, ForReporter: true,
            InsideHome: true),
        new("SMTP", "mail from server to server", TransportProtocol.Tcp, 25, 25, ForUnknown: true, ForReporter: false,
            InsideHome: false),
        new("SMTP", "sending mail", TransportProtocol.Tcp, 465, 465, ForUnknown: false, ForReporter: false,
            InsideHome: false),
        new("SMTP", "sending mail", TransportProtocol.Tcp, 587, 587, ForUnknown: false, ForReporter: false,
            InsideHome: false),
        new("FTP", "file transfer", TransportProtocol.Tcp, 21, 21, ForUnknown: false, ForReporter: false,
            InsideHome: false),
        new("IRC", "chat, and a classic way to steer a botnet", TransportProtocol.Tcp, 6660, 6669, ForUnknown: true,
            ForReporter: true, InsideHome: false),
        new("IRC", "chat, and a classic way to steer a botnet", TransportProtocol.Tcp, 6697, 6697, ForUnknown: false,
            ForReporter: true, InsideHome: false),
    ];

    /// <summary>Unanswered attempts on one channel that count like an answer.</summary>
    public int Attempts { get; init; } = 3;
}

/// <summary>A service that some classes of devices have no business calling.</summary>
/// <param name="Name">For people.</param>
/// <param name="Purpose">What it is for, for people.</param>
/// <param name="ForUnknown">Odd even where nothing tells what the device is.</param>
/// <param name="ForReporter">Odd for cameras and printers too.</param>
/// <param name="InsideHome">Odd inside the home as well.</param>
public sealed record ForbiddenService(
    string Name, string Purpose, TransportProtocol Protocol, ushort FirstPort, ushort LastPort, bool ForUnknown,
    bool ForReporter, bool InsideHome)
{
    public bool IsFor(DeviceClass kind) => kind switch
    {
        DeviceClass.Appliance => true,
        DeviceClass.Reporter => ForReporter,
        DeviceClass.Unknown => ForUnknown,
        _ => false,
    };
}
