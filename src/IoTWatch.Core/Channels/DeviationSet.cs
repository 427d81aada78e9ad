using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoTWatch.Core.Channels;

/// <summary>A set of deviation kinds in two bytes, enumerated in the order of <see cref="Deviation"/>.</summary>
[JsonConverter(typeof(DeviationSetJson))]
[CollectionBuilder(typeof(DeviationSet), nameof(Create))]
public readonly record struct DeviationSet : IReadOnlyCollection<Deviation>
{
    private readonly ushort _bits;

    private DeviationSet(int bits) => _bits = (ushort)bits;

    public int Count => BitOperations.PopCount(_bits);

    /// <summary>The codes (U1 …) in order.</summary>
    public IReadOnlyList<string> Codes => [.. this.Select(deviation => deviation.Code())];

    public static DeviationSet operator |(DeviationSet left, DeviationSet right) => new(left._bits | right._bits);

    public static DeviationSet Create(ReadOnlySpan<Deviation> deviations)
    {
        var bits = 0;
        foreach (var deviation in deviations)
            bits |= 1 << (int)deviation;
        return new DeviationSet(bits);
    }

    public static DeviationSet BitwiseOr(DeviationSet left, DeviationSet right) => left | right;

    public bool Contains(Deviation deviation) => (_bits >> (int)deviation & 1) != 0;

    /// <summary>Whether all kinds of the other set are in this one.</summary>
    public bool Includes(DeviationSet other) => (other._bits & ~_bits) == 0;

    public DeviationSet Without(Deviation deviation) => new(_bits & ~(1 << (int)deviation));

    public IEnumerator<Deviation> GetEnumerator()
    {
        for (var kind = 0; kind < DeviationTable.Count; kind++)
            if (Contains((Deviation)kind))
                yield return (Deviation)kind;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', Codes);
}

/// <summary>Writes a set of deviations as an array of codes; codes of a newer version are left out when read.</summary>
public sealed class DeviationSetJson : JsonConverter<DeviationSet>
{
    public override DeviationSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("deviations are an array of codes");
        DeviationSet read = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("a deviation is a code like \"U1\"");
            else if (DeviationTable.TryParse(reader.GetString(), out var deviation))
                read |= [deviation];
        return read;
    }

    public override void Write(Utf8JsonWriter writer, DeviationSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var deviation in value)
            writer.WriteStringValue(deviation.Code());
        writer.WriteEndArray();
    }
}
