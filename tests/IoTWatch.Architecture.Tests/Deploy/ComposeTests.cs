using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace IoTWatch.Architecture.Tests.Deploy;

/// <summary>Checks of docker-compose.yml and the Dockerfile that need no container.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Text = Checkout.Read("docker-compose.yml");

    private static readonly YamlMappingNode Root = Parse(Text);

    private static IEnumerable<(string Name, YamlMappingNode Service)> Services =>
        ((YamlMappingNode)Root["services"]).Children.Select(pair =>
            (((YamlScalarNode)pair.Key).Value!, (YamlMappingNode)pair.Value));

    [Fact]
    public void The_three_services_are_defined() =>
        Assert.Equal(["influxdb", "iotwatch", "mosquitto"], Services.Select(service => service.Name).Order());

    [Fact]
    public void Every_image_is_pinned_by_version()
    {
        var images = Services.SelectMany(service => Values(service.Service, "image"))
            .Where(image => !image.StartsWith("iotwatch:", StringComparison.Ordinal))
            .Concat(From().Matches(Checkout.Read("Dockerfile")).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(images.Count >= 4, string.Join(", ", images));
        Assert.All(images, image => Assert.Matches(@":\d+\.\d+", image));
    }

    [Fact]
    public void Every_mounted_file_exists_and_is_read_only()
    {
        var mounts = Services.SelectMany(service => Values(service.Service, "volumes"))
            .Where(volume => volume.StartsWith("./", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mounts);
        Assert.All(mounts, mount => Assert.True(Path.Exists(Checkout.Full(mount.Split(':')[0][2..])), mount));
        Assert.All(mounts, mount => Assert.EndsWith(":ro", mount, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_named_volume_is_declared()
    {
        var named = Services.SelectMany(service => Values(service.Service, "volumes"))
            .Where(volume => !volume.StartsWith('.')).Select(volume => volume.Split(':')[0]);
        Assert.Equal(((YamlMappingNode)Root["volumes"]).Children.Select(pair => pair.Key.ToString()).Order(),
            named.Distinct().Order());
    }

    [Fact]
    public void Every_port_is_bound_to_loopback_by_default()
    {
        var ports = Services.SelectMany(service => Values(service.Service, "ports")).ToList();
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.Matches(@"^(127\.0\.0\.1|\$\{\w+:-127\.0\.0\.1\}):\d+:\d+$", port));
        // .env.example explains each variable that opens a port to the network.
        var example = Checkout.Read(".env.example");
        Assert.All(Regex.Matches(string.Join('\n', ports), @"\$\{(\w+):-").Select(match => match.Groups[1].Value),
            name => Assert.Contains(name, example, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_variable_is_in_the_example_and_no_secret_has_a_value()
    {
        var example = Checkout.Read(".env.example").Split('\n').Select(line => Variable().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        var used = Used().Matches(Text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Empty(used.Except(example.Keys));
        Assert.Empty(example.Keys.Except(used));
        var secrets = used.Where(name => Secret().IsMatch(name)).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, name => Assert.Equal("", example[name]));
        // ${X:-default} of a secret would be a default password.
        Assert.DoesNotMatch(@"\$\{\w*(PASSWORD|TOKEN)\w*:?-[^}]", Text);
    }

    [Fact]
    public void Every_service_restarts_by_itself_and_has_a_health_check() =>
        Assert.All(Services, service =>
        {
            Assert.Equal("unless-stopped", Values(service.Service, "restart").Single());
            var hasHealthCheck = service.Service.Children.ContainsKey("healthcheck") || service.Name == "iotwatch";
            Assert.True(hasHealthCheck, service.Name);
        });

    [Fact]
    public void The_image_runs_without_root_and_has_a_volume_and_a_health_check()
    {
        var lines = Checkout.Read("Dockerfile").Split('\n');
        var last = lines.Skip(Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal)))
            .ToList();
        Assert.Contains(last, line => Regex.IsMatch(line, @"^USER (?!root|0)"));
        Assert.Contains(last, line => line.StartsWith("VOLUME ", StringComparison.Ordinal));
        Assert.Contains(last, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
        Assert.Contains("/healthz", string.Join('\n', last), StringComparison.Ordinal);
        var copied = lines.Where(line => Regex.IsMatch(line, "^COPY (?!.*--from)"))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]);
        Assert.All(copied, path => Assert.True(Path.Exists(Checkout.Full(path)), path));
    }

    private static YamlMappingNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Values(YamlMappingNode service, string key) =>
        !service.Children.TryGetValue(key, out var node) ? []
        : node is YamlSequenceNode list ? list.Select(item => ((YamlScalarNode)item).Value!)
        : [((YamlScalarNode)node).Value!];

    [GeneratedRegex(@"^FROM (\S+:\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^#?\s?(?<name>[A-Z][A-Z0-9_]+)=(?<value>.*)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z][A-Z0-9_]+)")]
    private static partial Regex Used();

    [GeneratedRegex("PASSWORD|TOKEN")]
    private static partial Regex Secret();
}
