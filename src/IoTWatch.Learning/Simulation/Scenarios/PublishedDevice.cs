namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device model with its manufacturer's address prefix and its published heartbeats.</summary>
/// <remarks>
/// From the period fingerprints of BehavIoT (NEU-SNS/BehavIoT, Apache-2.0; Hu et al., "BehavIoT: Measuring Smart Home
/// IoT Behavior Using Network-Inferred Behavior Models", IMC 2023): device, then protocol, host and period in seconds.
/// Left out: DHCP, mDNS, SSDP, the laboratory's own resolver, calls between devices and to bare addresses, and some
/// daily calls. A wildcard in a fingerprint is replaced by a label; QUIC is listed as tcp. The prefix (OUI) is from the
/// same project's device list.
/// </remarks>
internal sealed record PublishedDevice(string Name, string Oui, IReadOnlyList<PublishedHeartbeat> Heartbeats)
{
    private const string Table = """
        amazon-plug ec:8a:c4 ntp echo-disp.ntp-fireos.com 86478; tcp device-metrics-us-2.amazon.com 3600;
            mqtt a1piwaqdydua5q.iot.us-east-1.amazonaws.com 30; tcp softwareupdates.amazon.com 93600
        aqara-hub 54:ef:44 mqtt aiot-coap.aqara.cn 120
        brewer 20:f8:5e mqtt productapi.dadolabs.com 10
        dlink-camera b0:c5:54 tcp signal.auto.mydlink.com 55
        echodot 18:74:2e tcp device-metrics-us.amazon.com 3600; tcp avs-alexa-4-na.amazon.com 300;
            tcp api.amazonalexa.com 240; tcp prod.amcs-tachyon.com 91; tcp fos5echocaptiveportal.com 310;
            tcp dss-na.amazon.com 21646; ntp ntp-g7g.amazon.com 310
        fridge 70:2c:1f ntp pool.ntp.org 1024; tcp client.api.smartthings.com 61;
            tcp api.tizenservice.com 86400; tcp info.cspserver.net 21601;
            mqtt ocfconnect-shard-na03-useast2.samsungiotcloud.com 50; tcp log.samsunghrm.com 10
        google-home-mini 20:df:b9 mqtt mtalk.google.com 45; tcp connectivitycheck.gstatic.com 60;
            tcp clients3.google.com 2163; tcp play.googleapis.com 600; tcp www.googleapis.com 28800
        govee-led1 7c:a6:b0 ntp pool.ntp.org 3460; mqtt aqm3wd1qlc3dy.iot.us-east-1.amazonaws.com 60;
            tcp app.govee.com 28800
        ikea-hub 58:d5:0a ntp time01.leardev.de 86400; mqtt a1nvlh0fc0asuq.iot.us-east-1.amazonaws.com 30;
            tcp fw.ota.homesmart.ikea.net 86400
        ikettle 0c:2a:69 mqtt imp04.boxen.electricimp.com 55
        keyco-air 5c:86:c1 tcp keycoiot.solu-m.com 300
        magichome-strip dc:4f:22 tcp mhc8806us.magichue.net 120
        microwave d8:28:c9 tcp secure.brillion.geappliances.com 3739; tcp xmpp14.wca.geappliances.com 601
        nest-tstat 18:b4:30 ntp time.nest.com 4200; mqtt transport04.home.nest.com 120;
            tcp logsink.devices.nest.com 1800; tcp weather.nest.com 12
        ring-doorbell 98:84:e3 tcp wu.ring.com 901; tcp rss-dpd-service.ring.com 300
        smartlife-bulb dc:4f:22 tcp a3.tuyaus.com 43201; mqtt m2.tuyaus.com 60
        sousvide dc:4f:22 tcp ec2-0.us-west-2.compute.amazonaws.com 1794
        switchbot-hub ec:fa:bc mqtt a2alhn2dfztqv9.iot.us-east-1.amazonaws.com 60
        t-wemo-plug 14:91:82 mqtt a38uzlrxc8a6s4-ats.iot.us-east-1.amazonaws.com 60;
            ntp 0.linksys.pool.ntp.org 600; tcp deviceapis.xwemo.com 3600
        tplink-plug 50:c7:bf tcp devs.tplinkcloud.com 236; tcp n-devs.tplinkcloud.com 236;
            ntp 0.pool.ntp.org 3603
        tuya-camera 44:01:bb tcp a2.tuyaus.com 3602; mqtt m2.tuyaus.com 61
        wink-hub2 00:21:cc ntp ntp.exact-time.org 4215; ntp helsinki-01.ea.gr 4249;
            mqtt ec2-0.compute-1.amazonaws.com 30
        wyze-cam 7c:78:b2 mqtt aws-iot.wyzecam.com 62; tcp wyze-general-api.wyzecam.com 43203;
            ntp clock.fmt.he.net 7199; tcp device-api.wyzecam.com 21600
        """;

    public static IReadOnlyList<PublishedDevice> All { get; } =
        [.. Table.Replace(";\n    ", "; ", StringComparison.Ordinal).Split('\n').Select(Read)];

    public static PublishedDevice Find(string name) => All.First(d => d.Name == name);

    private static PublishedDevice Read(string line)
    {
        var words = line.Split(' ', 3);
        var beats = words[2].Split("; ").Select(beat => beat.Split(' '));
        return new PublishedDevice(
            words[0], words[1],
            [.. beats.Select(b => new PublishedHeartbeat(
                b[0], b[1], double.Parse(b[2], System.Globalization.CultureInfo.InvariantCulture)))]);
    }
}

/// <summary>A periodic call of a published device.</summary>
/// <param name="Kind"><c>tcp</c>: one connection a call; <c>mqtt</c>: a keep-alive inside a long TLS connection;
/// <c>ntp</c>: UDP port 123.</param>
internal sealed record PublishedHeartbeat(string Kind, string Host, double PeriodSeconds);
