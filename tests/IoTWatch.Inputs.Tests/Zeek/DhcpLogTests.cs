using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Zeek;

public sealed class DhcpLogTests : IDisposable
{
    private const string Fields = "ts uids client_addr server_addr mac host_name client_fqdn assigned_addr "
        + "lease_time msg_types";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1545403816 C1,C2 - 192.168.1.1 e8:6e:3a:2b:cc:08 kettle - 192.168.1.50 3600 "
        + "DISCOVER,OFFER,REQUEST,ACK", LeaseEvent.Ack, "kettle")]
    [InlineData("1545403816 C1 192.168.1.50 192.168.1.1 e8:6e:3a:2b:cc:08 - kettle.lan - - INFORM,ACK",
        LeaseEvent.Ack, "kettle.lan")]
    [InlineData("1545403816 C1 192.168.1.50 192.168.1.1 e8:6e:3a:2b:cc:08 - - - - RELEASE", LeaseEvent.Release, null)]
    public void A_DHCP_exchange_is_a_lease(string row, LeaseEvent expected, string? name)
    {
        var lease =
            Assert.IsType<LeaseObservation>(
                Assert.Single(_folder.Read(_folder.Add("x", Some.Log("dhcp", Fields, row)))));
        Assert.Equal("e8:6e:3a:2b:cc:08", lease.Mac.ToString());
        Assert.Equal("192.168.1.50", lease.Address.ToString());
        Assert.Equal((expected, name, LeaseSource.Dhcp), (lease.Event, lease.HostName, lease.Source));
    }

    [Fact]
    public void The_log_before_zeek_2_6_is_read_too()
    {
        var log =
            Some.Log(
                "dhcp", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p mac assigned_ip lease_time",
                "1545403816 C1 192.168.1.50 68 192.168.1.1 67 e8:6e:3a:2b:cc:08 192.168.1.50 3600");
        Assert.Equal("192.168.1.50",
            Assert.IsType<LeaseObservation>(Assert.Single(_folder.Read(_folder.Add("x", log)))).Address.ToString());
    }

    [Fact]
    public void A_refusal_is_no_lease()
    {
        Assert.Empty(_folder.Read(_folder.Add("x",
            Some.Log("dhcp", Fields, "1545403816 C1 - 192.168.1.1 e8:6e:3a:2b:cc:08 - - 192.168.1.50 - REQUEST,NAK"))));
        Assert.Equal(1, _folder.Report.Reasons["dhcp-no-lease"]);
    }
}
