using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>iotwatch.dns/1: a DNS answer that a device received.</summary>
internal static class DnsSchema
{
    private const int MaxAnswers = 1024;

    [ThreadStatic]
    private static IpAddress[]? _scratch;

    public static ReadOnlySpan<byte> Name => "iotwatch.dns/1"u8;

    public static DnsObservation? Read(ref TelemetryReader from)
    {
        IpAddress? client = null;
        string? query = null, type = null;
        IReadOnlyList<IpAddress> answers = [];
        var ttlSeconds = 0;
        while (from.TryNext(out var key))
        {
            if (key.SequenceEqual("mac"u8))
                from.ReadDeviceMac();
            else if (key.SequenceEqual("src"u8))
                client = from.ReadAddress();
            else if (key.SequenceEqual("query"u8))
                query = from.ReadText();
            else if (key.SequenceEqual("type"u8))
                type = from.ReadText();
            else if (key.SequenceEqual("answers"u8))
                answers = Answers(ref from);
            else if (key.SequenceEqual("ttl"u8))
                ttlSeconds = (int)from.ReadNumber(0, int.MaxValue);
            else
                from.Skip();
        }
        if (client is null || query is null)
            from.Fail("missing-query");
        return from.Problem is not null ? null : new DnsObservation
        {
            At = from.At,
            Mac = from.Mac,
            Client = client!.Value,
            Query = query!,
            Type = type ?? "A",
            Answers = answers,
            TtlSeconds = ttlSeconds,
        };
    }

    public static void Write(TelemetryWriter to, DnsObservation dns)
    {
        to.Mac("mac"u8, dns.Mac);
        to.Address("src"u8, dns.Client);
        to.Text("query"u8, dns.Query);
        to.Text("type"u8, dns.Type);
        to.Json.WriteStartArray("answers"u8);
        foreach (var answer in dns.Answers)
            to.AddressValue(answer);
        to.Json.WriteEndArray();
        to.Json.WriteNumber("ttl"u8, dns.TtlSeconds);
    }

    private static IpAddress[] Answers(ref TelemetryReader from)
    {
        if (!from.TryEnterArray())
            return [];
        _scratch ??= new IpAddress[MaxAnswers];
        var count = 0;
        while (from.Json.Read() && from.Json.TokenType != JsonTokenType.EndArray)
        {
            if (count == MaxAnswers)
            {
                from.Fail("too-many-answers");
                from.Json.Skip();
            }
            else if (from.CurrentAddress() is { } answer)
            {
                _scratch[count++] = answer;
            }
        }
        return count == 0 ? [] : _scratch[..count];
    }
}
