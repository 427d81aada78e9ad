using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Converts rows of the dhcp log, one for each DHCP exchange, to leases.</summary>
internal static class ZeekDhcp
{
    /// <summary>Returns null and a reason if the row holds no lease or cannot be read.</summary>
    public static LeaseObservation? Read(in ZeekRow row, ZeekText text, out string reason)
    {
        reason = "bad-field";
        if (!Utf8Values.TryTime(row[ZeekField.Time], out var at) || row[ZeekField.LeaseMac].IsEmpty
            || !Utf8Values.TryMac(row[ZeekField.LeaseMac], out var mac))
            return null;
        var messages = row[ZeekField.Messages];
        var isAcknowledged = messages.IsEmpty || messages.IndexOf("ACK"u8) >= 0;
        var isReleased = !isAcknowledged && messages.IndexOf("RELEASE"u8) >= 0;
        var address = row[ZeekField.LeaseAddress].IsEmpty ? row[ZeekField.ClientAddress] : row[ZeekField.LeaseAddress];
        if (address.IsEmpty || !(isAcknowledged || isReleased))
        {
            reason = "dhcp-no-lease";
            return null;
        }
        if (!Utf8Values.TryAddress(address, out var leased))
            return null;
        return new LeaseObservation
        {
            At = at,
            Mac = mac,
            Address = leased,
            HostName = text.Name(row, ZeekField.HostName) ?? text.Name(row, ZeekField.ClientFqdn),
            Event = isReleased ? LeaseEvent.Release : LeaseEvent.Ack,
            Source = LeaseSource.Dhcp,
        };
    }
}
