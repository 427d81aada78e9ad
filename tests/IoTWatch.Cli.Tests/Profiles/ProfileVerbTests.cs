using System.Text.Json;

namespace IoTWatch.Cli.Tests.Profiles;

public sealed class ProfileVerbTests : IDisposable
{
    private const uint FirstSecond = 1_730_470_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-profile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("learn ")]
    [InlineData("test ")]
    [InlineData("show ")]
    [InlineData("diff ")]
    [InlineData("import ")]
    public async Task Every_verb_explains_itself_with_an_example_of_its_own(string verb)
    {
        var run = await Run.Of([.. $"profile {verb}--help".Split(' ')]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith($"  iotwatch profile {verb}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_learned_in_the_first_part_covers_the_rest()
    {
        var capture = Capture("home.log", Uneven(400), _ => ("198.51.100.7", 443));
        var learn = await Run.Of("profile", "learn", capture, "--until", "6h", "--out", In("learned"));
        Assert.Equal([In("learned/192.168.1.50.json")], learn.Lines);

        var test = await Run.Of(
            "profile", "test", capture, "--from", "6h", "--profiles", In("learned"), "--min-compliance", "100");

        Assert.Equal(ExitCode.Done, test.ExitCode);
        using var row = JsonDocument.Parse(Assert.Single(test.Lines));
        Assert.Equal(100, row.RootElement.GetProperty("contacts_percent").GetDouble());
        Assert.Equal("192.168.1.50 (learned)", row.RootElement.GetProperty("profile").GetString());
    }

    [Fact]
    public async Task A_call_that_was_not_learned_is_a_violation_and_exits_with_1()
    {
        await Run.Of(
            "profile", "learn", Capture("first.log", Uneven(60), _ => ("198.51.100.7", 443)), "--out", In("learned"));
        var later = Capture("later.log", Uneven(60), i => i % 4 == 0 ? ("203.0.113.9", 4444) : ("198.51.100.7", 443));

        var run = await Run.Of("profile", "test", later, "--profiles", In("learned"), "--min-compliance", "80");

        Assert.Equal(ExitCode.Findings, run.ExitCode);
        using var row = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.Equal(75, row.RootElement.GetProperty("contacts_percent").GetDouble());
        Assert.Equal(50, row.RootElement.GetProperty("channels_percent").GetDouble());
        Assert.Equal(
            4444,
            Assert.Single(row.RootElement.GetProperty("violations").EnumerateArray()).GetProperty("port").GetInt32());
        var table = await Run.Of("profile", "test", later, "--profiles", In("learned"), "--format", "table");
        Assert.Contains("203.0.113.0/24 on tcp/4444: 15 contacts, F3", table.Out, StringComparison.Ordinal);
        var csv = await Run.Of("profile", "test", later, "--profiles", In("learned"), "--format", "csv");
        Assert.Equal(csv.Lines[0].Split(',').Length, csv.Lines[1].Split(',').Length);
    }

    [Fact]
    public async Task An_unrelated_party_called_like_clockwork_is_left_out_for_review_unless_trusted()
    {
        var capture = Capture("home.log", Enumerable.Range(0, 60).Select(i => 60.0 * i), _ => ("203.0.113.9", 4444));

        var learn = await Run.Of("profile", "learn", capture, "--out", In("learned"));
        Assert.Contains(
            learn.ErrorLines,
            line => line.StartsWith("for review", StringComparison.Ordinal)
                && line.Contains("tcp/4444 every 60", StringComparison.Ordinal));
        Assert.Empty(learn.Lines);

        var trusted = await Run.Of("profile", "learn", capture, "--out", In("learned"), "--trust");
        var shown = await Run.Of("profile", "show", Assert.Single(trusted.Lines));
        Assert.Contains("tcp/4444", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_not_in_the_captures_is_named_and_exits_with_2()
    {
        var run = await Run.Of(
            "profile", "learn", Capture("home.log", Uneven(9), _ => ("198.51.100.7", 443)), "--device", "toaster",
            "--out", In("learned"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--device toaster", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_reads_as_sentences()
    {
        var run = await Run.Of("profile", "show", Document("kettle.json", "mqtt.maker.example", 8883));
        Assert.Equal(["thing", "  may call maker.example on tcp/8883"], run.Lines);
    }

    [Fact]
    public async Task Two_profiles_are_compared_rule_by_rule()
    {
        var run = await Run.Of(
            "profile", "diff", Document("a.json", "mqtt.maker.example", 8883),
            Document("b.json", "mqtt.maker.example", 443));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["+ may call maker.example on tcp/443", "- may call maker.example on tcp/8883"], run.Lines);
    }

    [Fact]
    public async Task An_imported_draft_is_written_in_the_standards_form()
    {
        var path = Document("draft.json", "mqtt.maker.example", 8883);
        File.WriteAllText(
            path, File.ReadAllText(path).Replace("list:acls", "list:access-lists", StringComparison.Ordinal));
        var run = await Run.Of("profile", "import", path, "--out", In("mine"));
        Assert.Equal([In("mine/draft.json")], run.Lines);
        Assert.Contains(
            "ietf-access-control-list:acls", File.ReadAllText(In("mine/draft.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_document_has_a_problem_nothing_is_imported_and_every_problem_is_told()
    {
        File.WriteAllText(In("broken.json"), """{ "ietf-mud:mud": { "mud-version": 7 } }""");
        var run = await Run.Of(
            "profile", "import", Document("good.json", "a.maker.example", 1), In("broken.json"), "--out", In("mine"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("$.ietf-mud:mud.mud-version", run.Error, StringComparison.Ordinal);
        Assert.Contains("$: 'ietf-access-control-list:acls' is missing", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("mine")));
    }

    [Fact]
    public async Task A_document_that_is_not_there_exits_with_3() =>
        Assert.Equal(ExitCode.Input, (await Run.Of("profile", "show", In("nowhere.json"))).ExitCode);

    [Fact]
    public async Task A_share_that_is_none_is_bad_usage() =>
        Assert.Equal(ExitCode.Usage, (await Run.Of("profile", "test", _folder, "--min-compliance", "101")).ExitCode);

    /// <summary>Times without a rhythm, far enough apart to be contacts of their own.</summary>
    private static IEnumerable<double> Uneven(int count)
    {
        var random = new Random(7);
        var at = 0.0;
        for (var i = 0; i < count; i++)
            yield return at += 20 - (90 * Math.Log(1 - random.NextDouble()));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Capture(string name, IEnumerable<double> seconds, Func<int, (string Address, int Port)> to)
    {
        File.WriteAllText(In(name),
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
            + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\n"
            + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\n"
            + string.Concat(seconds.Select((second, i) => FormattableString.Invariant(
                $"{FirstSecond + second:F6}\tC{i}\t192.168.1.50\t49152\t{to(i).Address}\t{to(i).Port}\ttcp\t-\t0.1\t310\t298\tSF\n"))));
        return In(name);
    }

    private string Document(string name, string host, int port)
    {
        File.WriteAllText(In(name), $$"""
            {
              "ietf-mud:mud": { "mud-version": 1, "systeminfo": "thing", "from-device-policy": { "access-lists": { "access-list": [ { "name": "from" } ] } } },
              "ietf-access-control-list:acls": { "acl": [ { "name": "from", "aces": { "ace": [ {
                "name": "rule",
                "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "{{host}}", "protocol": 6 }, "tcp": { "destination-port": { "operator": "eq", "port": {{port}} } } },
                "actions": { "forwarding": "accept" } } ] } } ] }
            }
            """);
        return In(name);
    }
}
