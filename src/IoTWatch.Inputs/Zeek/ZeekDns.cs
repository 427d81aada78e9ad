using System.Globalization;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>
/// Converts rows of the dns log to DNS answers at the time of the answer (query time plus round trip).
/// </summary>
internal sealed class ZeekDns(ZeekText text)
{
    private readonly List<IpAddress> _answers = [];
    private readonly NamePool _types = new(256);

    /// <summary>Returns null and a reason if the row holds no answer or cannot be read.</summary>
    public DnsObservation? Read(in ZeekRow row, out string reason)
    {
        reason = "bad-field";
        if (!Utf8Values.TryTime(row[ZeekField.Time], out var at)
            || !Utf8Values.TryAddress(row[ZeekField.OrigHost], out var client))
            return null;
        if (!row[ZeekField.RoundTrip].IsEmpty)
        {
            if (!Utf8Values.TrySeconds(row[ZeekField.RoundTrip], out var roundTrip))
                return null;
            at = at.AddTicks(Math.Min(roundTrip, TimeSpan.TicksPerMinute));
        }
        if (row[ZeekField.ResponseCode].IsEmpty && row[ZeekField.Answers].IsEmpty)
        {
            reason = "dns-unanswered";
            return null;
        }
        if (text.DnsName(row, ZeekField.Query) is not { } query)
        {
            reason = "dns-no-query";
            return null;
        }
        var (answers, ttl) = Answers(row);
        return new DnsObservation
        {
            At = at,
            Client = client,
            Query = query,
            Type = Type(row),
            Answers = answers,
            TtlSeconds = ttl,
        };
    }

    private string Type(in ZeekRow row)
    {
        var name = row[ZeekField.QueryType];
        if (!name.IsEmpty)
            return _types.Get(name);
        if (!Utf8Values.TryCount(row[ZeekField.QueryTypeNumber], out var number))
            return "A";
        return number switch
        {
            1 => "A",
            28 => "AAAA",
            // RFC 3597 section 5: the name of a type that has no mnemonic.
            _ => _types.Get(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"TYPE{number}"))),
        };
    }

    /// <summary>Returns the addresses and their minimum time to live.</summary>
    private (IReadOnlyList<IpAddress> Answers, int TtlSeconds) Answers(in ZeekRow row)
    {
        var answers = row[ZeekField.Answers];
        var ttls = row[ZeekField.Ttls];
        if (answers.IsEmpty)
            return ([], 0);
        _answers.Clear();
        var minTtl = long.MaxValue;
        var nextTtl = ttls.Split(row.SetSeparator);
        foreach (var range in answers.Split(row.SetSeparator))
        {
            var hasTtl = nextTtl.MoveNext();
            if (!Utf8Values.TryAddress(answers[range], out var address))
                continue;
            _answers.Add(address);
            if (hasTtl && Utf8Values.TrySeconds(ttls[nextTtl.Current], out var ticks))
                minTtl = Math.Min(minTtl, ticks / TimeSpan.TicksPerSecond);
        }
        return (_answers.Count == 0 ? [] : _answers.ToArray(), minTtl == long.MaxValue ? 0
            : (int)Math.Min(minTtl, int.MaxValue));
    }
}
