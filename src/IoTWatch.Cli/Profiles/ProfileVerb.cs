using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Output;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>iotwatch profile</c>: the commands about device profiles.</summary>
internal static class ProfileVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("profile")
        {
            LearnVerb.Create(terminal),
            TestVerb.Create(terminal),
            ShowVerb.Create(terminal),
            DiffVerb.Create(terminal),
            ImportVerb.Create(terminal),
        };
        return new VerbHelp(
            "Device profiles: learn them from captures, test captures against them, read, compare and import them.",
            "iotwatch profile learn --until 3d week.pcap.gz --out learned",
            "iotwatch profile test --from 3d week.pcap.gz --profiles learned").AddTo(command);
    }
}
