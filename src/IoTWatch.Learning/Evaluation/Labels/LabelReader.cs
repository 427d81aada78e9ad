using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>Reads a <c>labels.json</c>; returns all problems with their paths and throws none.</summary>
/// <remarks>
/// Shape: <c>{"captures": [{"files", "kind", "local", "learn_days", "malicious": [{"device", "address" or "name",
/// "proto", "port", "beacon", "period_s", "in_flow", "basis"}], "note"}]}</c>. Required are files, kind, the list of
/// malicious channels (may be empty, and may be left out of a benign capture), and of a channel an address or a name,
/// beacon and basis. Paths are relative to the label file or to a folder given.
/// </remarks>
public static class LabelReader
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true
    };
    private static readonly string[] Kinds = ["benign", "malware", "framework", "simulated"];
    private static readonly string[] Protocols =
        [.. Enum.GetNames<TransportProtocol>().Select(name => name.ToLowerInvariant())];

    /// <param name="json">UTF-8, with or without a byte-order mark.</param>
    /// <param name="folder">Base folder of relative paths.</param>
    public static LabelSet Read(ReadOnlyMemory<byte> json, string folder)
    {
        var (captures, problems, missing, notes) = (new List<CaptureLabel>(), new List<string>(), new List<string>(),
            new List<string>());
        try
        {
            if (json.Span.StartsWith("\uFEFF"u8))
                json = json[3..];
            using var document = JsonDocument.Parse(json, Lenient);
            var root = new LabelCursor(document.RootElement, "", problems);
            if (root.Find("captures") is not { } list)
                root.Problem("captures", "is missing; a label file is an object with the list 'captures'");
            else
                captures.AddRange(list.Items().Select(item => Capture(item, folder, missing, notes)));
            if (captures.Count == 0 && problems.Count == 0)
                root.Problem("captures", "is empty");
        }
        catch (JsonException error)
        {
            problems.Add($"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: not JSON");
        }
        return new LabelSet(captures, problems, missing, notes);
    }

    private static CaptureLabel Capture(LabelCursor capture, string folder, List<string> missing, List<string> notes)
    {
        if (!capture.IsObject)
            capture.Problem("is not an object");
        var files = Files(capture, folder, missing);
        var kind = Require(capture, "kind", $"one of {string.Join(", ", Kinds)}")?.Text()?.ToLowerInvariant() ?? "";
        if (kind.Length > 0 && !Kinds.Contains(kind))
            notes.Add($"{capture.Path}.kind: '{kind}' is none of {string.Join(", ", Kinds)}; taken as not benign");
        var malicious = capture.Find("malicious");
        if (malicious is null && kind != Kinds[0] && capture.IsObject)
            capture.Problem("malicious", "is missing; write [] where no channel is known");
        return new CaptureLabel
        {
            Title = string.Join(" + ", files.Select(file => file.Name)),
            Files = [.. files.Select(file => file.Full)],
            Kind = kind,
            Local = capture.Find("local") is { } local
                && local.Items().Select(Network).OfType<string>().ToList() is { Count: > 0 } networks
                ? networks
                : null,
            LearnDays = capture.Find("learn_days")?.Number(0),
            Malicious = malicious is { } list ? [.. list.Items().Select(Channel)] : [],
            Note = capture.Find("note") is { Value: { ValueKind: JsonValueKind.String } note }
                ? note.GetString()
                : null,
        };
    }

    private static List<(string Name, string Full)> Files(LabelCursor capture, string folder, List<string> missing)
    {
        var files = new List<(string, string)>();
        if (!capture.IsObject
            || Require(capture, "files", "the list of the capture's files and folders") is not { } list)
            return files;
        foreach (var item in list.Items())
        {
            if (item.Text() is not { } name)
                continue;
            var full = Path.GetFullPath(Path.Combine(folder, name));
            files.Add((name, full));
            if (!Path.Exists(full))
                missing.Add($"{item.Path}: {full}: no such file or folder");
        }
        if (files.Count == 0 && list.Value is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 0)
            list.Problem("is empty");
        return files;
    }

    private static ChannelLabel Channel(LabelCursor channel)
    {
        if (!channel.IsObject)
            channel.Problem("is not an object");
        var address = channel.Find("address");
        var name = channel.Find("name");
        if (channel.IsObject && address is null && name is null)
            channel.Problem("has neither 'address' nor 'name'");
        var proto = channel.Find("proto");
        return new ChannelLabel
        {
            Path = channel.Path,
            Device = channel.Find("device")?.Text(),
            Address = address is { } at ? Address(at) : null,
            Name = name?.Text()?.TrimEnd('.').ToLowerInvariant(),
            Proto = proto is { } said ? Protocol(said) : null,
            Port = channel.Find("port")?.WholeNumber(0, ushort.MaxValue),
            Beacon = channel.IsObject
                && (Require(channel, "beacon", "true where it calls regularly, else false")?.Flag() ?? false),
            PeriodS = channel.Find("period_s")?.Number(0),
            InFlow = channel.Find("in_flow")?.Flag() ?? false,
            Basis = (channel.IsObject ? Require(channel, "basis", "published, generated or inferred")?.Text() : null)
                ?? "",
        };
    }

    private static LabelCursor? Require(LabelCursor from, string name, string meaning)
    {
        var found = from.Find(name);
        if (found is null && from.IsObject)
            from.Problem(name, $"is missing: {meaning}");
        return found;
    }

    private static string? Network(LabelCursor value)
    {
        var text = value.Text();
        if (text is not null && !IpNetwork.TryParse(text, out _))
            value.Problem($"'{text}' is not a network such as 192.168.0.0/16");
        return text;
    }

    private static string? Address(LabelCursor value)
    {
        if (value.Text() is not { } text)
            return null;
        if (IpAddress.TryParse(text, out var address))
            return address.ToString();
        value.Problem($"'{text}' is not an IP address; a host name belongs into 'name'");
        return null;
    }

    private static string? Protocol(LabelCursor value)
    {
        var text = value.Text()?.ToLowerInvariant();
        if (text is not null && !Protocols.Contains(text))
            value.Problem($"'{text}' is none of {string.Join(", ", Protocols)}");
        return text;
    }
}

/// <summary>The labels of a file and its problems.</summary>
/// <param name="Problems">Invalid values, each with its path; with any of them nothing can be evaluated.</param>
/// <param name="Missing">Capture files that do not exist, each with its path.</param>
/// <param name="Notes">Unusual values that are accepted.</param>
public sealed record LabelSet(
    IReadOnlyList<CaptureLabel> Captures, IReadOnlyList<string> Problems, IReadOnlyList<string> Missing,
    IReadOnlyList<string> Notes);
