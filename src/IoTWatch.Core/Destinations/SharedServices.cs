using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>
/// Services that any device may use, by name: time, public resolvers, connectivity checks, certificate status,
/// operating-system updates.
/// </summary>
/// <remarks>
/// Names match as suffixes on label boundaries. Names of hosting providers (clouds, CDNs) are not in the list, because
/// anybody can be their customer. Sources: the vendors' documentation of these host names; resolver addresses from
/// their operators' pages.
/// </remarks>
public static class SharedServices
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        // time
        "ntp.org", "time.windows.com", "time.apple.com", "time.google.com", "time.android.com", "time.nist.gov",
        "time.cloudflare.com",
        "ntp.ubuntu.com", "time.facebook.com", "ntp.se", "time.aws.com", "time-a.netgear.com",
        // public resolvers
        "dns.google", "cloudflare-dns.com", "one.one.one.one", "quad9.net", "opendns.com", "nextdns.io",
        "adguard-dns.com",
        // connectivity checks
        "connectivitycheck.gstatic.com", "connectivitycheck.android.com", "clients3.google.com",
        "captive.apple.com", "msftconnecttest.com", "msftncsi.com", "detectportal.firefox.com", "nmcheck.gnome.org",
        "connectivity-check.ubuntu.com", "network-test.debian.org",
        // certificate status
        "lencr.org", "ocsp.digicert.com",
        "crl3.digicert.com", "crl4.digicert.com", "ocsp.pki.goog", "c.pki.goog", "crl.pki.goog", "o.pki.goog",
        "ocsp.sectigo.com", "crl.sectigo.com", "ocsp.globalsign.com", "crl.globalsign.com", "ocsp2.globalsign.com",
        "amazontrust.com", "ocsp.entrust.net", "crl.entrust.net", "identrust.com", "ocsp.apple.com", "ocsp2.apple.com",
        "ocsp.comodoca.com", "ocsp.usertrust.com", "ocsp.godaddy.com", "crl.godaddy.com", "starfieldtech.com",
        "ocsp.verisign.com", "crl.microsoft.com",
        // operating-system updates
        "windowsupdate.com", "update.microsoft.com",
        "delivery.mp.microsoft.com", "deb.debian.org", "security.debian.org", "archive.ubuntu.com",
        "security.ubuntu.com", "dl-cdn.alpinelinux.org", "downloads.openwrt.org", "swscan.apple.com",
        "swcdn.apple.com",
    };

    private static readonly HashSet<IpAddress> Resolvers =
    [
        .. new[]
        {
            "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222",
            "208.67.220.220",
            "2001:4860:4860::8888", "2001:4860:4860::8844", "2606:4700:4700::1111", "2606:4700:4700::1001",
            "2620:fe::fe"
        }
            .Select(IpAddress.Parse),
    ];

    /// <summary>
    /// Whether a flow has only NTP messages (RFC 5905: 48 bytes of payload) to the time port; addresses of time pools
    /// rarely have a name in the capture.
    /// </summary>
    public static bool IsTime(FlowObservation flow) =>
        flow is { Protocol: TransportProtocol.Udp, Destination.Port: 123, PacketsOut: > 0 }
        && (flow.BytesOut / flow.PacketsOut) is 48 or 76 or 96 && flow.BytesOut % flow.PacketsOut == 0;

    public static bool Contains(string? hostName, IpAddress address)
    {
        if (Resolvers.Contains(address))
            return true;
        for (var name = hostName; name is not null;)
        {
            if (Names.Contains(name))
                return true;
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            name = dot < 0 ? null : name[(dot + 1)..];
        }
        return false;
    }
}
