using System.Net;
using System.Net.Sockets;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>Finds a loopback port that nobody uses.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
