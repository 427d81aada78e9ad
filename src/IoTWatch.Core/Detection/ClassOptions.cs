using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>The services that classes of devices do not use (U8).</summary>
public sealed record ClassOptions
{
    /// <summary>
    /// By port (IANA service names). The list is short on purpose: logins to other machines, mail and chat.
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

    /// <summary>Number of unanswered attempts that count like an answer.</summary>
    public int Attempts { get; init; } = 3;
}

/// <summary>A service that some classes of devices do not use.</summary>
/// <param name="Name">Name of the service, for texts.</param>
/// <param name="Purpose">Purpose of the service, for texts.</param>
/// <param name="ForUnknown">Whether it is a violation for a device of unknown class.</param>
/// <param name="ForReporter">Whether it is a violation for cameras and printers.</param>
/// <param name="InsideHome">Whether it is a violation inside the home.</param>
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
