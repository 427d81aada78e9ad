using System.Net;
using System.Net.Sockets;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>Finds a loopback port that nobody uses.</summary>
/// <remarks>
/// Below the range that the system hands out by itself (Linux: 32768 and up), and none twice in a run: a port must
/// still be free when its server starts, and when a killed one starts again, whatever the tests beside it connect to
/// meanwhile.
/// </remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _taken = Random.Shared.Next(Count);

    public static int Take()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _taken) % Count;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody else's: the next one.
            }
        }
    }
}
