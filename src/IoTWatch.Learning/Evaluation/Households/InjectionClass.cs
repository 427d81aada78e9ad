namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>A kind of beacon that is put into the simulated homes.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="IsTarget">What the product promises to find: 30 s to 1 h, at most 30 % jitter.</param>
/// <param name="Named">It calls a name of its own instead of a bare address.</param>
/// <param name="Personal">It is put into a person's device, on which new names are everyday, instead of a thing.</param>
/// <param name="FromStart">It calls from the first minute on: it must wait for a person's review, and must not be learned. No alert is asked for.</param>
internal sealed record InjectionClass(
    string Name, bool IsTarget, double LeastPeriod, double MostPeriod, double LeastJitter, double MostJitter, bool InFlow = false, bool FromStart = false,
    bool Named = false, bool Personal = false)
{
    /// <summary>Slow ones first: they need the longest time to be found.</summary>
    public static IReadOnlyList<InjectionClass> All { get; } =
    [
        new("6 h – 24 h, jitter ≤ 5 %", false, 21_600, 86_400, 0, .05),
        new("1 h – 6 h, jitter ≤ 30 %", false, 3_600, 21_600, 0, .3),
        new("10 min – 1 h, jitter ≤ 30 %", true, 600, 3_600, .05, .3),
        new("30 s – 10 min, jitter ≤ 5 %", true, 30, 600, 0, .05),
        new("30 s – 10 min, jitter 5 – 30 %", true, 30, 600, .05, .3),
        new("30 s – 10 min, inside one connection, jitter ≤ 30 %", true, 30, 600, 0, .3, InFlow: true),
        new("30 s – 1 h, jitter 50 %", false, 30, 3_600, .5, .5),
        new("30 s – 1 h, jitter ≤ 30 %, from the first minute", false, 30, 3_600, 0, .3, FromStart: true),
        new("30 s – 1 h, jitter ≤ 30 %, with a name", false, 30, 3_600, 0, .3, Named: true),
        new("30 s – 1 h, jitter ≤ 30 %, with a name, in a person's device", false, 30, 3_600, 0, .3, Named: true, Personal: true),
    ];
}
