using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>A beacon that was put into a simulated home: the truth.</summary>
internal sealed record Injection(InjectionClass Class, ulong Seed, double Jitter, ChannelLabel Label);
